import { ClockTime, Day, domainEvent, LessonId, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** A notice for one guardian was recorded or withdrawn. */
export const noticeChangedV1 = domainEvent({
  name: "notice-changed.v1",
  owner: "notices",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    noticeId: z.string(),
    guardianId: PersonId,
    version: Version,
    state: z.enum(["waiting", "withdrawn"]),
    kind: z.enum(["absence", "lateness"]),
    pupil: z.object({ id: PersonId, givenName: z.string() }),
    lesson: z.object({ id: LessonId, day: Day, start: ClockTime, end: ClockTime, subject: z.string() }),
    minutesLate: z.int().exactOptional(),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    noticeId: "not_7k2mq4x9d0abc",
    guardianId: "per_0k2mq4x9d0abd",
    version: 1,
    state: "waiting",
    kind: "absence",
    pupil: { id: "per_7k2mq4x9d0abc", givenName: "Nina" },
    lesson: {
      id: "les_7k2mq4x9d0abc3f8z1q_20261123",
      day: "2026-11-23",
      start: "08:00",
      end: "08:55",
      subject: "Mathématiques",
    },
  },
});
