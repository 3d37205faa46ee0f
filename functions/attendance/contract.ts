import {
  AudienceId,
  ClockTime,
  contract,
  Day,
  Instant,
  LessonId,
  PersonId,
  Role,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";
import { alertProblems, alertRoutes } from "./alerts-contract.ts";
import { archiveProblems, archiveRoutes } from "./archive-contract.ts";
import { boardProblems, boardRoutes } from "./board-contract.ts";
import { exemptionProblems, exemptionRoutes } from "./exemptions-contract.ts";
import { followUpProblems, followUpRoutes } from "./follow-up-contract.ts";
import { listProblems, listRoutes } from "./lists-contract.ts";
import { paperRoutes } from "./papers-contract.ts";
import { presenceProblems, presenceRoutes, pupilFileRoutes } from "./presence-contract.ts";
import { standingRollProblems, standingRollRoutes } from "./standing-rolls-contract.ts";
import { statementProblems, statementRoutes } from "./statements-contract.ts";
import { statisticsRoutes } from "./statistics-contract.ts";

const inSchool = { schoolId: SchoolId };
const minutesLate = z.int().min(1).max(240).meta({ description: "Minutes after the lesson began" });

const LessonHead = z.object({
  lessonId: LessonId,
  day: Day,
  start: ClockTime,
  end: ClockTime,
  subject: z.string(),
  audiences: z.array(z.object({ id: AudienceId, code: z.string() })),
  room: z.string().nullable(),
});

const Said = z.enum(["present", "absent", "late"]);

const SheetPupil = z.object({
  pupilId: PersonId,
  familyName: z.string(),
  givenName: z.string(),
  className: z.string(),
  photo: z.url().nullable().meta({ description: "Address of the photo; null until the school provides one" }),
  status: z.enum([...Said.options, "conflict"]).meta({
    description:
      "`conflict`: people who did not know of each other said different things; no family is told until it is settled",
  }),
  minutesLate: minutesLate.optional(),
  claims: z
    .array(z.object({ status: Said, minutesLate: minutesLate.optional(), byRole: Role, at: Instant }))
    .optional()
    .meta({ description: "What was said of a pupil in conflict, to settle by naming the pupil in a new submission" }),
  absentAtPreviousLesson: z.boolean().meta({ description: "Absent at the last lesson called today" }),
  elsewhere: z.string().nullable().meta({
    description: "Why the pupil is known to be elsewhere: « Sortie : musée »; absent or not, no family is told",
  }),
  exemption: z
    .object({ reason: z.string().nullable(), mustAttend: z.boolean() })
    .nullable()
    .meta({ description: "Exempted from this subject today; may still have to be there" }),
});

const lessonExample = {
  lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
  day: "2026-11-23",
  start: "08:00",
  end: "08:55",
  subject: "Mathématiques",
  audiences: [{ id: "aud_7k2mq4x9d0abc", code: "6A" }],
  room: "B12",
};

export const RollCall = z
  .object({
    schoolId: SchoolId,
    lesson: LessonHead,
    state: z.enum(["to-do", "in-progress", "done"]),
    draft: z
      .object({
        at: Instant,
        marks: z.array(z.object({ pupilId: PersonId, status: Said, minutesLate: minutesLate.optional() })),
      })
      .nullable()
      .meta({
        description: "The sheet as somebody was filling it in, on this device or another; nobody is absent by it",
      }),
    version: Version,
    pupils: z.array(SheetPupil),
    submittedAt: Instant.nullable(),
    now: Instant.meta({ description: "The school's clock" }),
  })
  .meta({
    id: "RollCall",
    description: "The roll-call sheet of one lesson (feuille d’appel), in one read",
    examples: [
      {
        schoolId: "0990001N",
        lesson: lessonExample,
        state: "to-do",
        draft: null,
        version: 0,
        pupils: [
          {
            pupilId: "per_7k2mq4x9d0abc",
            familyName: "MARLOW",
            givenName: "Nina",
            className: "6A",
            photo: null,
            status: "present",
            absentAtPreviousLesson: false,
            elsewhere: null,
            exemption: null,
          },
        ],
        submittedAt: null,
        now: "2026-11-23T06:58:00.000Z",
      },
    ],
  });

export const RollCallSubmission = z
  .strictObject({
    version: Version.meta({
      description:
        "The version of the sheet that was on screen; 0 for a first call. What others said since is kept beside what you say",
    }),
    calledAt: Instant.exactOptional().meta({
      description: "When the roll was called, if the tablet was offline; without it, now",
    }),
    marks: z
      .array(
        z.strictObject({
          pupilId: PersonId,
          status: Said,
          minutesLate: minutesLate.exactOptional(),
        }),
      )
      .max(200)
      .meta({
        description:
          "Pupils not simply present; an empty list says that nobody is missing. `present` settles a conflict on screen",
      }),
  })
  .superRefine(({ marks }, context) => {
    const seen = new Set<string>();
    for (const [index, { pupilId, status, minutesLate: minutes }] of marks.entries()) {
      if (seen.has(pupilId))
        context.addIssue({
          code: "custom",
          path: ["marks", index, "pupilId"],
          message: "Cet élève figure deux fois : gardez une seule ligne.",
        });
      seen.add(pupilId);
      if (status !== "late" && minutes !== undefined)
        context.addIssue({
          code: "custom",
          path: ["marks", index, "minutesLate"],
          message: "Seul un retard compte des minutes : retirez ce champ.",
        });
    }
  })
  .meta({
    id: "RollCallSubmission",
    description: "A teacher's roll call, or its correction",
    examples: [{ version: 0, marks: [{ pupilId: "per_7k2mq4x9d0abc", status: "late", minutesLate: 10 }] }],
  });

export const RollCallReceipt = z
  .object({
    schoolId: SchoolId,
    lessonId: LessonId,
    version: Version,
    absent: z.int(),
    late: z.int(),
    conflicts: z
      .int()
      .meta({ description: "Pupils of whom others say something else: open the sheet again to settle" }),
    submittedAt: Instant,
  })
  .meta({
    id: "RollCallReceipt",
    description: "What was recorded: small, so that it is kept with the register and given again to a replay",
    examples: [
      {
        schoolId: "0990001N",
        lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
        version: 1,
        absent: 2,
        late: 1,
        conflicts: 0,
        submittedAt: "2026-11-23T07:04:00.000Z",
      },
    ],
  });

export const attendanceContract = contract({
  name: "attendance",
  title: "Roll call and the day's absences",
  problems: {
    "lesson-cancelled": { status: 409, title: "Ce cours est annulé : il n’y a pas d’appel à faire." },
    ...boardProblems,
    "lesson-not-begun": { status: 422, title: "L’appel ouvre quinze minutes avant le début du cours." },
    ...presenceProblems,
    ...statementProblems,
    ...alertProblems,
    ...archiveProblems,
    ...followUpProblems,
    "correction-over": {
      status: 409,
      title: "Le délai de correction de cet appel est passé : adressez-vous à la vie scolaire.",
    },
    ...exemptionProblems,
    ...listProblems,
    ...standingRollProblems,
  },
  routes: {
    ...boardRoutes,
    ...exemptionRoutes,
    ...listRoutes,
    ...standingRollRoutes,
    ...presenceRoutes,
    ...pupilFileRoutes,
    ...statementRoutes,
    ...alertRoutes,
    ...followUpRoutes,
    ...statisticsRoutes,
    ...paperRoutes,
    ...archiveRoutes,
    readRollCall: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/roll-calls/{lessonId}",
      summary: "The sheet of one lesson: its pupils, what is already known of them, who was missing before",
      roles: ["teacher", ...SCHOOL_LIFE],
      priority: "essential",
      params: z.strictObject({ ...inSchool, lessonId: LessonId }),
      replies: { 200: RollCall },
    }),
    submitRollCall: route({
      method: "PUT",
      path: "/v1/schools/{schoolId}/roll-calls/{lessonId}",
      summary: "Calls the roll of a lesson, or corrects it",
      roles: ["teacher", ...SCHOOL_LIFE],
      priority: "essential",
      params: z.strictObject({ ...inSchool, lessonId: LessonId }),
      body: RollCallSubmission,
      idempotent: true,
      replies: { 200: RollCallReceipt },
      problems: ["lesson-cancelled", "lesson-not-begun", "correction-over"],
    }),
  },
});
