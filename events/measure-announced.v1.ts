import { AudienceId, Day, domainEvent, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** Something of a punishment or a sanction that the family is to be told of. What it says, the family reads in the pupil’s file. */
export const measureAnnouncedV1 = domainEvent({
  name: "measure-announced.v1",
  owner: "discipline",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    measureId: z.string().regex(/^mea_[0-9a-z]{13}$/),
    pupilId: PersonId,
    givenName: z.string(),
    classId: AudienceId,
    className: z.string(),
    category: z.enum(["punishment", "sanction"]),
    label: z.string(),
    what: z.enum([
      "given",
      "postponed",
      "cancelled",
      "procedure-opened",
      "pronounced",
      "dismissed",
      "suspension-revoked",
      "annulled",
    ]),
    day: Day,
    version: Version,
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    measureId: "mea_0t2mq4x9d0abc",
    pupilId: "per_7k2mq4x9d0abc",
    givenName: "Nina",
    classId: "aud_7k2mq4x9d0abc",
    className: "6A",
    category: "punishment",
    label: "Retenue",
    what: "given",
    day: "2026-11-23",
    version: 1,
  },
});
