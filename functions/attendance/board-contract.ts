import { AudienceId, ClockTime, Day, LessonId, PersonId, route, SCHOOL_LIFE, SchoolId } from "@preau/contract";
import * as z from "zod";

const inSchool = z.strictObject({ schoolId: SchoolId });
const count = z.int().min(0);

const BoardLesson = z.object({
  lessonId: LessonId,
  start: ClockTime,
  end: ClockTime,
  subject: z.string(),
  status: z.enum(["absent", "late", "left", "elsewhere", "conflict"]),
  minutesLate: count.optional(),
  minutesMissed: count.optional().meta({ description: "After leaving" }),
  decided: z.enum(["no", "yes", "disputed"]).meta({ description: "Whether school life has judged it" }),
  justified: z.boolean(),
  announced: z.boolean().meta({ description: "The family had said so" }),
  reason: z.string().optional(),
});

const BoardPupil = z.object({
  schoolId: SchoolId,
  pupilId: PersonId,
  familyName: z.string(),
  givenName: z.string(),
  classId: AudienceId,
  className: z.string(),
  lessons: z.array(BoardLesson),
});

export const Board = z
  .object({
    schoolId: SchoolId,
    day: Day,
    registersDone: count.meta({ description: "Lessons of the school whose roll has been called" }),
    absent: count.meta({ description: "Pupils absent from at least one lesson" }),
    late: count.meta({ description: "Pupils late at least once" }),
    left: count.meta({ description: "Pupils who left before the end" }),
    elsewhere: count.meta({ description: "Pupils known to be elsewhere: infirmary, outing, exam, internship" }),
    conflicts: count.meta({ description: "Pupils of whom contradictory things were said, to settle; listed first" }),
    pupils: z.array(BoardPupil),
    pollAfterSeconds: z.int().min(1).meta({
      description: "When to ask again with If-None-Match; also in the header x-poll-after-seconds of a 304",
    }),
  })
  .meta({
    id: "AttendanceBoard",
    description: "Who is missing on a day, everything said taken together (tableau de bord de la vie scolaire)",
    examples: [
      {
        schoolId: "0990001N",
        day: "2026-11-23",
        registersDone: 1,
        absent: 1,
        late: 0,
        left: 0,
        elsewhere: 0,
        conflicts: 0,
        pupils: [
          {
            schoolId: "0990001N",
            pupilId: "per_7k2mq4x9d0abc",
            familyName: "MARLOW",
            givenName: "Nina",
            classId: "aud_7k2mq4x9d0abc",
            className: "6A",
            lessons: [
              {
                lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
                start: "08:00",
                end: "08:55",
                subject: "Mathématiques",
                status: "absent",
                decided: "no",
                justified: false,
                announced: false,
              },
            ],
          },
        ],
        pollAfterSeconds: 15,
      },
    ],
  });

/** Whose pupils a list of school life shows. */
const whose = z.enum(["all", "own"]).default("all").meta({
  description:
    "`own`: those of the reader's sector; `all`: all that the school lets the reader see. Where each follows only their own, the same",
});

/** The live day of school life. */
export const boardRoutes = {
  readBoard: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-board",
    summary:
      "Who is missing, on one day (today unless said); a screen that has the latest is told so and when to ask again",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "essential",
    params: inSchool,
    query: z.strictObject({ day: Day.optional(), pupils: whose }),
    versioned: true,
    headers: ["x-poll-after-seconds"],
    replies: { 200: Board },
  }),
} as const;
