import { AudienceId, domainEvent, Instant, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/**
 * Somebody who left a school was erased from its directory: every capability deletes or makes nameless what it holds of them in that
 * school and year. `version` orders this among what is said of the person: whoever came back since is left alone.
 */
export const personErasedV1 = domainEvent({
  name: "person-erased.v1",
  owner: "directory",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    personId: PersonId,
    version: Version,
    erasedAt: Instant,
    /** The classes and groups of a pupil. */
    audienceIds: z.array(AudienceId),
    /** The adults of a pupil, the pupils of an adult: where copies may lie. */
    relatedIds: z.array(PersonId),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    personId: "per_7k2mq4x9d0abc",
    version: 1767225600000,
    erasedAt: "2027-02-28T02:30:00.000Z",
    audienceIds: ["aud_7k2mq4x9d0abc"],
    relatedIds: ["per_0k2mq4x9d0abd"],
  },
});
