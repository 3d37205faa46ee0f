import { AudienceId, domainEvent, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** Who follows which classes and pupils in the school life of a school, whole: any order of arrival ends in the latest. */
export const sectorsChangedV1 = domainEvent({
  name: "sectors-changed.v1",
  owner: "directory",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    version: Version,
    /** Every CPE and supervisor follows every pupil, whatever the sectors. */
    everybodySeesAll: z.boolean(),
    sectors: z.array(z.object({ personId: PersonId, audienceIds: z.array(AudienceId), pupilIds: z.array(PersonId) })),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    version: 1,
    everybodySeesAll: false,
    sectors: [{ personId: "per_7k2mq4x9d0abc", audienceIds: ["aud_7k2mq4x9d0abc"], pupilIds: [] }],
  },
});
