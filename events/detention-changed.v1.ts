import { AudienceId, ClockTime, Day, domainEvent, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/**
 * A detention was given, postponed, cancelled or done. Every slot it ever had travels, so that any order of arrival ends in the latest:
 * at most one of them is `planned`.
 */
export const detentionChangedV1 = domainEvent({
  name: "detention-changed.v1",
  owner: "discipline",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    measureId: z.string().regex(/^mea_[0-9a-z]{13}$/),
    pupilId: PersonId,
    classId: AudienceId,
    version: Version,
    /** What the school calls it. */
    label: z.string(),
    /** Whether the family may read it, as the school had set when it was given. */
    familySees: z.boolean(),
    slots: z
      .array(
        z.object({
          day: Day,
          start: ClockTime,
          end: ClockTime,
          place: z.string(),
          supervisor: z.string().exactOptional(),
          status: z.enum(["planned", "cancelled"]),
        }),
      )
      .min(1),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    measureId: "mea_0t2mq4x9d0abc",
    pupilId: "per_7k2mq4x9d0abc",
    classId: "aud_7k2mq4x9d0abc",
    version: 1,
    label: "Retenue",
    familySees: true,
    slots: [{ day: "2026-11-23", start: "14:00", end: "16:00", place: "Permanence 2", status: "planned" }],
  },
});
