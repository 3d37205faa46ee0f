import {
  AudienceId,
  ClockTime,
  Day,
  file,
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

const ofSchool = z.strictObject({ schoolId: SchoolId });
const ofPupil = z.strictObject({ schoolId: SchoolId, pupilId: PersonId });

const FactId = z.string().regex(/^fac_[0-9a-z]{13}$/, "Donnez l’identifiant d’un fait tel que l’historique le donne.");
const TreatmentId = z
  .string()
  .regex(/^tre_[0-9a-z]{13}$/, "Donnez l’identifiant d’un traitement tel que l’historique le donne.");
const Said = z.union([FactId, z.string().regex(/^les_[0-9a-z]{19}_[0-9]{8}@[0-9]+$/)], {
  error: "Donnez l’identifiant d’un fait, ou un cours suivi de « @ » et de la version de son appel.",
});
const ReasonId = z.string().regex(/^[a-z0-9-]{2,40}$/, "Donnez l’identifiant d’un motif de l’établissement.");

/** Where a pupil may be seen outside a lesson. */
const Place = z.enum(["desk", "gate", "infirmary", "study-room", "library", "outing", "exam", "internship", "office"]);
export type Place = z.output<typeof Place>;

const factExample = {
  day: "2026-11-23",
  kind: "arrived",
  from: "08:20",
  place: "desk",
} as const;

export const NewPresenceFact = z
  .strictObject({
    day: Day,
    kind: z.enum(["arrived", "left", "elsewhere", "absent", "present"]).meta({
      description: "`arrived` and `left` at a time; the others from a time to another",
    }),
    from: ClockTime,
    to: ClockTime.exactOptional(),
    place: Place,
    planned: z.boolean().default(false).meta({ description: "From a list made ahead (outing, exam), not seen" }),
    replaces: z.array(Said).max(20).default([]).meta({
      description:
        "What this settles: facts, and roll calls as `<lessonId>@<version>`, as the history of the day names them",
    }),
  })
  .superRefine(({ kind, from, to }, context) => {
    const punctual = kind === "arrived" || kind === "left";
    if (punctual && to !== undefined)
      context.addIssue({
        code: "custom",
        path: ["to"],
        message: "Une arrivée ou un départ n’a qu’une heure : retirez ce champ.",
      });
    if (!punctual && (to === undefined || to <= from))
      context.addIssue({ code: "custom", path: ["to"], message: "Indiquez une fin qui suit le début." });
  })
  .meta({
    id: "NewPresenceFact",
    description: "What somebody saw of a pupil outside the roll call, or settles",
    examples: [factExample],
  });

export const PresenceFact = z
  .object({
    factId: FactId,
    schoolId: SchoolId,
    pupilId: PersonId,
    day: Day,
    kind: z.enum(["arrived", "left", "elsewhere", "absent", "present"]),
    from: ClockTime,
    to: ClockTime,
    place: Place,
    planned: z.boolean(),
    replaces: z.array(z.string()),
    byRole: Role,
    at: Instant,
  })
  .meta({
    id: "PresenceFact",
    description: "A fact as recorded: it is never changed, another one may replace it",
    examples: [
      {
        factId: "fac_7k2mq4x9d0abc",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        ...factExample,
        to: "08:20",
        planned: false,
        replaces: [],
        byRole: "supervisor",
        at: "2026-11-23T07:20:00.000Z",
      },
    ],
  });

const Moment = z.strictObject({ day: Day, time: ClockTime });
const treatmentExample = {
  pupilIds: ["per_7k2mq4x9d0abc"],
  from: { day: "2026-11-23", time: "08:00" },
  to: { day: "2026-11-24", time: "18:00" },
  reasonId: "illness",
};

/** One transaction: all the days of all the pupils, or none. */
export const MOST_PUPIL_DAYS = 90;

export const NewTreatment = z
  .strictObject({
    pupilIds: z.array(PersonId).min(1).max(MOST_PUPIL_DAYS),
    from: Moment,
    to: Moment,
    reasonId: ReasonId,
    justified: z.boolean().exactOptional().meta({ description: "Without it, as the reason usually is" }),
    counts: z
      .boolean()
      .exactOptional()
      .meta({ description: "On the bulletin; without it, as the reason usually does" }),
    replaces: z
      .array(TreatmentId)
      .max(20)
      .default([])
      .meta({ description: "The treatments this one is a second thought of" }),
  })
  .refine(({ from, to }) => `${from.day} ${from.time}` < `${to.day} ${to.time}`, {
    path: ["to"],
    message: "La fin précède le début : corrigez l’un des deux.",
  })
  .meta({
    id: "NewTreatment",
    description: "What school life makes of absences: the reason, whether it is valid, whether the bulletin counts it",
    examples: [treatmentExample],
  });

export const Treatment = z
  .object({
    treatmentId: TreatmentId,
    schoolId: SchoolId,
    pupilIds: z.array(PersonId),
    reason: z.string(),
    justified: z.boolean(),
    counts: z.boolean(),
    days: z.int().meta({ description: "Open days covered" }),
  })
  .meta({
    id: "Treatment",
    description: "A treatment as recorded",
    examples: [
      {
        treatmentId: "tre_7k2mq4x9d0abc",
        schoolId: "0990001N",
        pupilIds: ["per_7k2mq4x9d0abc"],
        reason: "Maladie",
        justified: true,
        counts: true,
        days: 2,
      },
    ],
  });

const MissedLesson = z.object({
  lessonId: LessonId,
  start: ClockTime,
  end: ClockTime,
  subject: z.string(),
  state: z.enum(["absent", "late", "left", "elsewhere", "conflict"]),
  minutes: z.int().optional().meta({ description: "Minutes late, or missed after leaving" }),
  decided: z.enum(["no", "yes", "disputed"]).meta({ description: "Whether school life has judged it" }),
  justified: z.boolean(),
  counts: z.boolean(),
  reason: z.string().optional(),
  announced: z.boolean().meta({ description: "The family had said so" }),
});

const countExample = {
  ruleVersion: 1,
  unit: "half-day",
  justified: 0,
  unjustified: 1,
  lateness: 0,
  halfDays: [{ day: "2026-11-23", part: "morning", justified: false }],
} as const;

export const AttendanceCount = z
  .object({
    ruleVersion: Version.meta({ description: "The version of the school's rule by which it was counted" }),
    unit: z.enum(["hour", "half-day", "day"]),
    justified: z.int(),
    unjustified: z.int(),
    lateness: z.int(),
    halfDays: z.array(z.object({ day: Day, part: z.enum(["morning", "afternoon"]), justified: z.boolean() })),
  })
  .meta({
    id: "AttendanceCount",
    description: "The one count of absences: the same for the family, the register and the bulletin",
    examples: [countExample],
  });

const missedExample = {
  lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
  start: "08:00",
  end: "08:55",
  subject: "Mathématiques",
  state: "absent",
  decided: "no",
  justified: false,
  counts: true,
  announced: false,
} as const;

export const PupilAttendance = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    familyName: z.string(),
    givenName: z.string(),
    classId: AudienceId,
    className: z.string(),
    from: Day,
    to: Day,
    count: AttendanceCount,
    days: z.array(z.object({ day: Day, lessons: z.array(MissedLesson) })),
  })
  .meta({
    id: "PupilAttendance",
    description: "A pupil's file: the lessons at which they were not simply present, and what they amount to",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        familyName: "MARLOW",
        givenName: "Nina",
        classId: "aud_7k2mq4x9d0abc",
        className: "6A",
        from: "2026-09-01",
        to: "2026-11-23",
        count: countExample,
        days: [{ day: "2026-11-23", lessons: [missedExample] }],
      },
    ],
  });

export const PupilDay = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    day: Day,
    lessons: z.array(
      MissedLesson.extend({
        state: z.enum(["unknown", "present", "absent", "late", "left", "elsewhere", "conflict"]),
        rollCall: z.string().meta({ description: "Names what the roll call says, to settle it" }),
      }),
    ),
    facts: z.array(PresenceFact),
    statements: z
      .array(z.object({ from: ClockTime, to: ClockTime, text: z.string(), at: Instant }))
      .meta({ description: "What the family said" }),
    treatments: z.array(
      z.object({
        treatmentId: TreatmentId,
        from: ClockTime,
        to: ClockTime,
        reason: z.string(),
        justified: z.boolean(),
        counts: z.boolean(),
        at: Instant,
        replaces: z.array(z.string()),
      }),
    ),
  })
  .meta({
    id: "PupilDay",
    description: "Everything that was said of a pupil's day, and what it amounts to",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        day: "2026-11-23",
        lessons: [{ ...missedExample, rollCall: "les_7k2mq4x9d0abc3f8z1q_20261123@1" }],
        facts: [],
        statements: [],
        treatments: [],
      },
    ],
  });

const Reason = z.strictObject({
  reasonId: ReasonId,
  label: z.string().trim().min(1).max(60),
  legitimate: z.boolean().meta({ description: "Among the reasons of the law (code de l’éducation, L131-8)" }),
  justified: z.boolean().meta({ description: "Usually justifies the absence" }),
  counts: z.boolean().meta({ description: "Usually counts on the bulletin" }),
});

const settingsExample = {
  counting: { boundary: "12:00", unit: "half-day" },
  familyHoldMinutes: 15,
  correctionDays: 7,
  forgottenAfterMinutes: 20,
  closures: [{ from: "2026-12-19", to: "2027-01-03", label: "Vacances de Noël" }],
  reasons: [{ reasonId: "illness", label: "Maladie", legitimate: true, justified: true, counts: true }],
} as const;

export const Counting = z.strictObject({
  boundary: ClockTime.meta({ description: "Where the morning ends" }),
  unit: z.enum(["hour", "half-day", "day"]),
  missedFromMinutesLate: z.int().min(1).max(240).optional().meta({
    description: "From how many minutes a late arrival is a missed lesson; without it, never",
  }),
});

export const NewAttendanceSettings = z
  .strictObject({
    version: Version.meta({ description: "The version that was on screen; 0 when the school has set nothing yet" }),
    counting: Counting,
    familyHoldMinutes: z.int().min(0).max(240).meta({
      description: "How long after the beginning of a lesson its absences are kept from families: time to correct",
    }),
    correctionDays: z.int().min(0).max(60).meta({
      description: "For how many days after a lesson its teachers may still correct the roll; school life always may",
    }),
    forgottenAfterMinutes: z.int().min(5).max(240).default(20).meta({
      description: "How long after the beginning of a lesson its roll counts as forgotten",
    }),
    closures: z
      .array(
        z
          .strictObject({ from: Day, to: Day, label: z.string().trim().min(1).max(60) })
          .refine(({ from, to }) => from <= to, {
            path: ["to"],
            message: "La fin précède le début : corrigez l’une des dates.",
          }),
      )
      .max(100),
    reasons: z.array(Reason).min(1).max(60),
  })
  .superRefine(({ reasons }, context) => {
    for (const [index, { reasonId }] of reasons.entries())
      if (reasons.findIndex((one) => one.reasonId === reasonId) < index)
        context.addIssue({
          code: "custom",
          path: ["reasons", index, "reasonId"],
          message: "Ce motif figure deux fois : donnez-lui un autre identifiant ou retirez-le.",
        });
  })
  .meta({
    id: "NewAttendanceSettings",
    description: "How a school follows absences",
    examples: [{ version: 0, ...settingsExample }],
  });

export const AttendanceSettings = z
  .object({ schoolId: SchoolId, ...NewAttendanceSettings.shape, setAt: Instant.nullable() })
  .meta({
    id: "AttendanceSettings",
    description: "How a school follows absences, and since when; usual settings where it has decided nothing",
    examples: [{ schoolId: "0990001N", version: 1, ...settingsExample, setAt: "2026-09-01T08:00:00.000Z" }],
  });

const NewPreview = z.strictObject({ classId: AudienceId, from: Day, to: Day, counting: Counting }).meta({
  id: "NewCountingPreview",
  description: "A counting rule to try on a class before it is applied",
  examples: [
    {
      classId: "aud_7k2mq4x9d0abc",
      from: "2026-09-01",
      to: "2026-11-23",
      counting: { boundary: "12:30", unit: "half-day" },
    },
  ],
});

const Figures = z.object({ justified: z.int(), unjustified: z.int(), lateness: z.int() });

export const CountingPreview = z
  .object({
    schoolId: SchoolId,
    classId: AudienceId,
    pupils: z.int(),
    differences: z.array(z.object({ schoolId: SchoolId, pupilId: PersonId, before: Figures, after: Figures })),
  })
  .meta({
    id: "CountingPreview",
    description: "What the rule would change, pupil by pupil",
    examples: [
      {
        schoolId: "0990001N",
        classId: "aud_7k2mq4x9d0abc",
        pupils: 27,
        differences: [
          {
            schoolId: "0990001N",
            pupilId: "per_7k2mq4x9d0abc",
            before: { justified: 0, unjustified: 2, lateness: 0 },
            after: { justified: 0, unjustified: 1, lateness: 0 },
          },
        ],
      },
    ],
  });

const statementExample = {
  from: { day: "2026-11-23", time: "08:00" },
  to: { day: "2026-11-24", time: "18:00" },
  text: "Nina a de la fièvre.",
};

export const NewStatement = z
  .strictObject({ from: Moment, to: Moment, text: z.string().trim().min(1).max(500) })
  .refine(({ from, to }) => `${from.day} ${from.time}` < `${to.day} ${to.time}`, {
    path: ["to"],
    message: "La fin précède le début : corrigez l’un des deux.",
  })
  .meta({
    id: "NewAbsenceStatement",
    description: "What a family says of an absence, ahead or afterwards",
    examples: [statementExample],
  });

export const StatedAbsence = z
  .object({
    statementId: z.string().regex(/^sta_[0-9a-z]{13}$/),
    schoolId: SchoolId,
    pupilId: PersonId,
    from: z.object(Moment.shape),
    to: z.object(Moment.shape),
    text: z.string(),
    at: Instant,
    days: z.int().meta({ description: "Open days covered" }),
  })
  .meta({
    id: "AbsenceStatement",
    description: "A family's statement as recorded; school life reads it on each of the days it covers",
    examples: [
      {
        statementId: "sta_7k2mq4x9d0abc",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        ...statementExample,
        at: "2026-11-22T18:04:00.000Z",
        days: 2,
      },
    ],
  });

/** What school life sees of a pupil outside the roll call: as pressing as the roll call itself. */
export const presenceRoutes = {
  recordPresence: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/presence-facts",
    summary: "Records what was seen of a pupil outside the roll call, or settles a contradiction",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "essential",
    params: ofPupil,
    body: NewPresenceFact,
    idempotent: true,
    replies: { 201: PresenceFact },
  }),
} as const;

/** Where a pupil's file is read, explained and judged: what families ask for at each bell, and nobody waits for to call a roll. */
export const pupilFileRoutes = {
  stateAbsence: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/statements",
    summary: "A family says why a child is, was or will be away",
    roles: ["guardian"],
    priority: "standard",
    params: ofPupil,
    body: NewStatement,
    idempotent: true,
    replies: { 201: StatedAbsence },
    problems: ["too-many-days"],
  }),
  treatAbsences: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/treatments",
    summary: "Judges absences: reason, justified or not, counted on the bulletin or not",
    roles: ["cpe", "head"],
    priority: "standard",
    params: ofSchool,
    body: NewTreatment,
    idempotent: true,
    replies: { 201: Treatment },
    problems: ["unknown-reason", "too-many-days"],
  }),
  readPupilAttendance: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance",
    summary: "A pupil's file between two days (the school year to date unless said), with its count",
    roles: [...SCHOOL_LIFE, "office", "guardian", "pupil"],
    priority: "standard",
    params: ofPupil,
    query: z.strictObject({ from: Day.optional(), to: Day.optional() }),
    replies: { 200: PupilAttendance },
  }),
  exportPupilAttendance: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance.csv",
    summary: "The same file, to keep",
    roles: [...SCHOOL_LIFE, "office", "guardian", "pupil"],
    priority: "deferrable",
    params: ofPupil,
    query: z.strictObject({ from: Day.optional(), to: Day.optional() }),
    replies: { 200: file("text/csv") },
  }),
  readPupilDay: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance/{day}",
    summary: "Everything that was said of a pupil's day, by whom and when",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, pupilId: PersonId, day: Day }),
    replies: { 200: PupilDay },
  }),
  readAttendanceSettings: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-settings",
    summary: "How the school counts, its reasons, its closed days",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "standard",
    params: ofSchool,
    replies: { 200: AttendanceSettings },
  }),
  setAttendanceSettings: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/attendance-settings",
    summary: "Decides how the school counts; every version is kept",
    roles: ["head"],
    priority: "standard",
    params: ofSchool,
    body: NewAttendanceSettings,
    idempotent: true,
    replies: { 200: AttendanceSettings },
  }),
  previewCounting: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/attendance-settings/preview",
    summary: "What another counting rule would change in a class",
    roles: ["cpe", "head"],
    priority: "deferrable",
    params: ofSchool,
    body: NewPreview,
    replies: { 200: CountingPreview },
  }),
} as const;

export const presenceProblems = {
  "unknown-reason": {
    status: 422,
    title: "Ce motif n’existe pas dans l’établissement : choisissez-en un dans la liste.",
  },
  "too-many-days": {
    status: 422,
    title: "Cela couvre trop de jours à la fois : réduisez la période ou le nombre d’élèves.",
  },
} as const;
