import {
  AudienceId,
  ClockTime,
  Day,
  domainEvent,
  Instant,
  LessonId,
  PersonId,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";

/**
 * A roll was called, or corrected. `marks` is the state after it of every pupil who was ever marked at this lesson:
 * `present` is a pupil first marked, then corrected. The whole state travels, so that any order of arrival ends in the latest one.
 */
export const registerSubmittedV1 = domainEvent({
  name: "register-submitted.v1",
  owner: "attendance",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    lessonId: LessonId,
    version: Version,
    day: Day,
    start: ClockTime,
    end: ClockTime,
    subject: z.string(),
    audienceCodes: z.array(z.string()),
    /** The classes of the pupils called. */
    classes: z.array(z.object({ id: AudienceId, code: z.string() })),
    teacherIds: z.array(PersonId),
    submittedAt: Instant,
    calledCount: z.int(),
    marks: z.array(
      z.object({
        pupilId: PersonId,
        classId: AudienceId,
        familyName: z.string(),
        givenName: z.string(),
        /** `conflict`: contradictory things were said and nobody has settled them yet; no family may be told. */
        status: z.enum(["absent", "late", "present", "conflict"]),
        minutesLate: z.int().exactOptional(),
      }),
    ),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
    version: 1,
    day: "2026-11-23",
    start: "08:00",
    end: "08:55",
    subject: "Mathématiques",
    audienceCodes: ["6A"],
    classes: [{ id: "aud_7k2mq4x9d0abc", code: "6A" }],
    teacherIds: ["per_7k2mq4x9d0abc"],
    submittedAt: "2026-11-23T07:04:00.000Z",
    calledCount: 27,
    marks: [
      {
        pupilId: "per_7k2mq4x9d0abc",
        classId: "aud_7k2mq4x9d0abc",
        familyName: "MARLOW",
        givenName: "Nina",
        status: "absent",
      },
    ],
  },
});
