import {
  AudienceId,
  ClockTime,
  Day,
  Instant,
  LessonId,
  PersonId,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
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

const BoardRoll = z.object({
  rollId: z.string(),
  kind: z.enum(["boarding", "canteen", "study", "other"]),
  label: z.string(),
  start: ClockTime,
  end: ClockTime,
  calledAt: Instant,
  missing: z.array(
    z.object({
      schoolId: SchoolId,
      pupilId: PersonId,
      familyName: z.string(),
      givenName: z.string(),
      classId: AudienceId,
      className: z.string(),
      status: z.enum(["absent", "conflict"]),
    }),
  ),
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
    rolls: z.array(BoardRoll).meta({ description: "Calls outside lessons (boarders, canteen); never in any count" }),
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
        rolls: [],
        pollAfterSeconds: 15,
      },
    ],
  });

/** Whose pupils a list of school life shows. */
export const whose = z.enum(["all", "own"]).default("all").meta({
  description:
    "`own`: those of the reader's sector; `all`: all that the school lets the reader see. Where each follows only their own, the same",
});

const ofLesson = z.strictObject({ schoolId: SchoolId, lessonId: LessonId });
const Teachers = z.array(z.object({ id: PersonId, name: z.string() }));
const RegisterState = z.enum(["to-do", "in-progress", "done", "forgotten"]).meta({
  description:
    "`in-progress`: somebody began to fill the sheet in; `forgotten`: not sent, and the lesson began longer ago than the school allows",
});

const registerExample = {
  schoolId: "0990001N",
  lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
  day: "2026-11-23",
  start: "08:00",
  end: "08:55",
  subject: "Mathématiques",
  audiences: [{ id: "aud_7k2mq4x9d0abc", code: "6A" }],
  teachers: [{ id: "per_7k2mq4x9d0abc", name: "Mme BRIAC" }],
  room: "B12",
  state: "forgotten",
  submittedAt: null,
  draftAt: null,
  remindedAt: [],
} as const;

const DayRegister = z.object({
  schoolId: SchoolId,
  lessonId: LessonId,
  day: Day,
  start: ClockTime,
  end: ClockTime,
  subject: z.string(),
  audiences: z.array(z.object({ id: AudienceId, code: z.string() })),
  teachers: Teachers,
  room: z.string().nullable(),
  state: RegisterState,
  submittedAt: Instant.nullable().meta({ description: "The last submission, to the minute" }),
  draftAt: Instant.nullable().meta({ description: "When somebody last saved the sheet without sending it" }),
  remindedAt: z.array(Instant).meta({ description: "When school life reminded the teachers" }),
});

export const Registers = z
  .object({
    schoolId: SchoolId,
    day: Day,
    closed: z.string().nullable().meta({ description: "Why the school receives nobody that day" }),
    toDo: count,
    inProgress: count,
    done: count,
    forgotten: count,
    items: z.array(DayRegister),
  })
  .meta({
    id: "AttendanceRegisters",
    description: "Where the rolls of a day stand, by the clock; cancelled lessons have none",
    examples: [
      {
        schoolId: "0990001N",
        day: "2026-11-23",
        closed: null,
        toDo: 0,
        inProgress: 0,
        done: 0,
        forgotten: 1,
        items: [registerExample],
      },
    ],
  });

export const RegisterReminder = z
  .object({ schoolId: SchoolId, lessonId: LessonId, teachers: Teachers, remindedAt: z.array(Instant) })
  .meta({
    id: "RegisterReminder",
    description: "Who was reminded of a roll, and when",
    examples: [
      {
        schoolId: "0990001N",
        lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
        teachers: [{ id: "per_7k2mq4x9d0abc", name: "Mme BRIAC" }],
        remindedAt: ["2026-11-23T07:25:00.000Z"],
      },
    ],
  });

export const RollCallDraft = z
  .strictObject({
    version: Version.meta({ description: "The version of the sheet on screen" }),
    marks: z
      .array(
        z.strictObject({
          pupilId: PersonId,
          status: z.enum(["present", "absent", "late"]),
          minutesLate: z.int().min(1).max(240).exactOptional(),
        }),
      )
      .max(200),
  })
  .meta({
    id: "RollCallDraft",
    description: "A sheet as it is being filled in",
    examples: [{ version: 0, marks: [{ pupilId: "per_7k2mq4x9d0abc", status: "absent" }] }],
  });

export const SavedDraft = z.object({ schoolId: SchoolId, lessonId: LessonId, savedAt: Instant }).meta({
  id: "SavedRollCallDraft",
  description: "When the draft was kept",
  examples: [
    {
      schoolId: "0990001N",
      lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
      savedAt: "2026-11-23T07:02:00.000Z",
    },
  ],
});

export const boardProblems = {
  "roll-called": { status: 409, title: "Cet appel est déjà fait." },
  "lesson-to-come": { status: 409, title: "Ce cours n’a pas commencé : il n’y a rien à rappeler." },
  "just-reminded": { status: 409, title: "Un rappel vient d’être envoyé : attendez dix minutes avant le suivant." },
} as const;

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
  readRegisters: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/registers",
    summary: "Where the rolls of a day stand (today unless said): to do, in progress, done, forgotten, and by whom",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: inSchool,
    query: z.strictObject({ day: Day.optional(), state: RegisterState.optional(), pupils: whose }),
    replies: { 200: Registers },
  }),
  remindTeacher: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/registers/{lessonId}/reminder",
    summary: "Reminds whoever gives a lesson that its roll is awaited",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofLesson,
    idempotent: true,
    replies: { 201: RegisterReminder },
    problems: ["lesson-cancelled", "roll-called", "lesson-to-come", "just-reminded"],
  }),
  saveDraft: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/roll-calls/{lessonId}/draft",
    summary: "Keeps a sheet as it is being filled in; nobody is absent by it",
    roles: ["teacher", ...SCHOOL_LIFE],
    priority: "standard",
    params: ofLesson,
    body: RollCallDraft,
    replies: { 200: SavedDraft },
    problems: ["lesson-cancelled"],
  }),
} as const;
