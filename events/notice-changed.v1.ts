import { ClockTime, Day, domainEvent, LessonId, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** What one guardian is told of one child in one half-day: told, corrected or withdrawn. Nothing leaves here before it is told. */
export const noticeChangedV1 = domainEvent({
  name: "notice-changed.v1",
  owner: "notices",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    noticeId: z.string(),
    guardianId: PersonId,
    version: Version,
    state: z.enum(["told", "corrected", "withdrawn"]),
    kind: z.enum(["absence", "lateness", "early-departure"]),
    pupil: z.object({ id: PersonId, givenName: z.string() }),
    day: Day,
    half: z.enum(["morning", "afternoon"]),
    /** What stands of it; none once it is withdrawn. */
    lessons: z.array(
      z.object({
        id: LessonId,
        start: ClockTime,
        end: ClockTime,
        subject: z.string(),
        state: z.enum(["absent", "late", "left"]),
        minutes: z.int().exactOptional(),
      }),
    ),
    /** What the family reads, in French. */
    message: z.string(),
    acknowledged: z.boolean(),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    noticeId: "not_7k2mq4x9d0abc_20261123m",
    guardianId: "per_0k2mq4x9d0abd",
    version: 1,
    state: "told",
    kind: "absence",
    pupil: { id: "per_7k2mq4x9d0abc", givenName: "Nina" },
    day: "2026-11-23",
    half: "morning",
    lessons: [
      {
        id: "les_7k2mq4x9d0abc3f8z1q_20261123",
        start: "08:00",
        end: "08:55",
        subject: "Mathématiques",
        state: "absent",
      },
    ],
    message:
      "Absence signalée pour Nina lundi 23 novembre de 08:00 à 08:55 (Mathématiques), en cours de vérification par l’établissement.",
    acknowledged: false,
  },
});
