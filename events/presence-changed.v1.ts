import { AudienceId, ClockTime, Day, domainEvent, LessonId, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/**
 * A pupil's day, everything said of it taken together. `lessons` are those at which the pupil was not simply present: the whole day
 * travels, so that any order of arrival ends in the latest one. Nobody outside the school is told of a `conflict`.
 */
export const presenceChangedV1 = domainEvent({
  name: "presence-changed.v1",
  owner: "attendance",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    pupilId: PersonId,
    familyName: z.string(),
    givenName: z.string(),
    classId: AudienceId,
    className: z.string(),
    day: Day,
    version: Version,
    /** Minutes after a lesson begins during which its absences are kept from families: time to correct. */
    familyHoldMinutes: z.int(),
    lessons: z.array(
      z.object({
        lessonId: LessonId,
        start: ClockTime,
        end: ClockTime,
        /** By the school's boundary, as half-days are counted. */
        half: z.enum(["morning", "afternoon"]),
        subject: z.string(),
        state: z.enum(["absent", "late", "left", "elsewhere", "conflict"]),
        /** Minutes late, or missed after leaving. */
        minutes: z.int().optional(),
        /** Whether school life has judged it: `disputed` when two judgements differ. */
        decided: z.enum(["no", "yes", "disputed"]),
        justified: z.boolean(),
        /** Whether the bulletin counts it. */
        counts: z.boolean(),
        reason: z.string().optional(),
        /** The family had said so. */
        announced: z.boolean(),
      }),
    ),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    pupilId: "per_7k2mq4x9d0abc",
    familyName: "MARLOW",
    givenName: "Nina",
    classId: "aud_7k2mq4x9d0abc",
    className: "6A",
    day: "2026-11-23",
    version: 1,
    familyHoldMinutes: 15,
    lessons: [
      {
        lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
        start: "08:00",
        end: "08:55",
        half: "morning",
        subject: "Mathématiques",
        state: "absent",
        decided: "no",
        justified: false,
        counts: true,
        announced: false,
      },
    ],
  },
});
