import { ClockTime, Day, domainEvent, Instant, LessonId, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** School life asks whoever gives a lesson for its roll. `version` counts the reminders of that lesson. */
export const registerRemindedV1 = domainEvent({
  name: "register-reminded.v1",
  owner: "attendance",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    lessonId: LessonId,
    version: Version,
    day: Day,
    start: ClockTime,
    subject: z.string(),
    audienceCodes: z.array(z.string()),
    teacherIds: z.array(PersonId),
    remindedAt: Instant,
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
    version: 1,
    day: "2026-11-23",
    start: "08:00",
    subject: "Mathématiques",
    audienceCodes: ["6A"],
    teacherIds: ["per_7k2mq4x9d0abc"],
    remindedAt: "2026-11-23T07:25:00.000Z",
  },
});
