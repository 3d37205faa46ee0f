import {
  AudienceId,
  Day,
  Instant,
  PersonId,
  page,
  pageQuery,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";

const AlertId = z
  .string()
  .regex(/^[a-z0-9-]{2,40}_(\d{4}-\d{2}|year)$/, "Donnez l’identifiant d’une alerte tel que la liste le donne.")
  .meta({ id: "AlertId", description: "A threshold and its period", examples: ["law-4_2026-11"] });

const What = z.enum(["unjustified", "absences", "lateness"]).meta({
  description: "Half-days without a valid reason, half-days of absence whatever the reason, or latenesses",
});
const AlertState = z.enum(["open", "seen", "closed", "lapsed"]).meta({
  description: "`lapsed`: the figure fell back under the threshold by itself",
});

const pupil = {
  schoolId: SchoolId,
  pupilId: PersonId,
  familyName: z.string(),
  givenName: z.string(),
  classId: AudienceId,
  className: z.string(),
};
const pupilExample = {
  schoolId: "0990001N",
  pupilId: "per_7k2mq4x9d0abc",
  familyName: "MARLOW",
  givenName: "Nina",
  classId: "aud_7k2mq4x9d0abc",
  className: "6A",
};

export const AttendanceAlert = z
  .object({
    alertId: AlertId,
    ...pupil,
    label: z.string(),
    what: What,
    period: z.string().meta({ description: "A month (`2026-11`), or `year` for the school year" }),
    least: z.int(),
    figure: z.int(),
    state: AlertState,
    history: z.array(
      z.object({
        state: AlertState,
        at: Instant,
        figure: z.int(),
        by: z.string().optional().meta({ description: "Account of who moved it; nobody when it moved by itself" }),
        comment: z.string().optional(),
      }),
    ),
  })
  .meta({
    id: "AttendanceAlert",
    description: "A pupil above a threshold in a period, and all that was made of it",
    examples: [
      {
        alertId: "law-4_2026-11",
        ...pupilExample,
        label: "Quatre demi-journées sans motif légitime dans le mois",
        what: "unjustified",
        period: "2026-11",
        least: 4,
        figure: 5,
        state: "open",
        history: [{ state: "open", at: "2026-11-23T07:20:00.000Z", figure: 4 }],
      },
    ],
  });

const NewAlertMove = z
  .strictObject({ to: z.enum(["seen", "closed"]), comment: z.string().trim().min(1).max(500).exactOptional() })
  .meta({
    id: "NewAlertMove",
    description: "School life has seen an alert, or closes it: the count starts anew",
    examples: [{ to: "closed", comment: "Entretien avec la mère : suivi mis en place." }],
  });

const Threshold = z.strictObject({
  thresholdId: z
    .string()
    .regex(/^(?!law-)[a-z0-9-]{2,40}$/, "Choisissez un identifiant en minuscules, qui ne commence pas par « law- »."),
  label: z.string().trim().min(1).max(80),
  what: What,
  per: z.enum(["month", "year"]),
  least: z.int().min(1).max(400),
});

const thresholdExample = {
  thresholdId: "lateness",
  label: "Cinq retards dans le mois",
  what: "lateness",
  per: "month",
  least: 5,
} as const;

const NewThresholds = z
  .strictObject({ version: Version, thresholds: z.array(Threshold).max(20) })
  .superRefine(({ thresholds }, context) => {
    for (const [index, { thresholdId }] of thresholds.entries())
      if (thresholds.findIndex((one) => one.thresholdId === thresholdId) < index)
        context.addIssue({
          code: "custom",
          path: ["thresholds", index, "thresholdId"],
          message: "Ce seuil figure deux fois : donnez-lui un autre identifiant ou retirez-le.",
        });
  })
  .meta({
    id: "NewAlertThresholds",
    description: "From how many absences school life is told of a pupil, beside the thresholds of the law",
    examples: [{ version: 0, thresholds: [thresholdExample] }],
  });

export const AlertThresholds = z
  .object({
    schoolId: SchoolId,
    version: Version,
    thresholds: z.array(Threshold),
    national: z
      .array(z.object({ thresholdId: z.string(), label: z.string(), what: What, per: z.string(), least: z.int() }))
      .meta({ description: "Those of the law: always watched" }),
  })
  .meta({
    id: "AlertThresholds",
    description: "What is watched in a school",
    examples: [
      {
        schoolId: "0990001N",
        version: 0,
        thresholds: [thresholdExample],
        national: [
          {
            thresholdId: "law-4",
            label: "Quatre demi-journées sans motif légitime dans le mois",
            what: "unjustified",
            per: "month",
            least: 4,
          },
        ],
      },
    ],
  });

const Stage = z.enum(["dialogue", "letter", "report", "closed"]).meta({
  description: "Dialogue with the family, letter that recalls the obligation, report to the academy (DASEN), end",
});

const CaseStep = z.object({
  stage: Stage,
  on: Day,
  at: Instant,
  by: z.string(),
  comment: z.string().optional(),
  inMonth: z.int().meta({ description: "Half-days without a valid reason in the month of the step, as counted then" }),
  inYear: z.int(),
});

const stepExample = {
  stage: "dialogue",
  on: "2026-11-23",
  at: "2026-11-23T09:00:00.000Z",
  by: "acc_7k2mq4x9d0abc",
  comment: "La mère est venue : réveil difficile depuis le déménagement.",
  inMonth: 4,
  inYear: 6,
} as const;

export const AbsenceCase = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    version: Version,
    stage: Stage,
    next: z.array(Stage).meta({ description: "The steps that may come next" }),
    steps: z.array(CaseStep),
  })
  .meta({
    id: "AbsenceCase",
    description: "What the school does about a pupil's repeated absences this year: each step stays",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        version: 1,
        stage: "dialogue",
        next: ["dialogue", "letter", "closed"],
        steps: [stepExample],
      },
    ],
  });

export const ListedCase = z.object({ ...pupil, stage: Stage, since: Day, steps: z.array(CaseStep) }).meta({
  id: "ListedAbsenceCase",
  description: "A pupil with whom something is under way",
  examples: [{ ...pupilExample, stage: "dialogue", since: "2026-11-23", steps: [stepExample] }],
});

const NewCaseStep = z
  .strictObject({
    version: Version.meta({ description: "The version that was on screen; 0 when nothing was begun" }),
    stage: Stage,
    on: Day,
    comment: z.string().trim().min(1).max(1000).exactOptional(),
  })
  .meta({
    id: "NewAbsenceCaseStep",
    description: "A step taken with the family or the academy. Nothing is sent by it: letters are printed and signed",
    examples: [{ version: 0, stage: "dialogue", on: "2026-11-23", comment: stepExample.comment }],
  });

const ofSchool = z.strictObject({ schoolId: SchoolId });
const ofPupil = z.strictObject({ schoolId: SchoolId, pupilId: PersonId });
const whose = z.enum(["all", "own"]).default("all").meta({ description: "`own`: those the caller follows, by sector" });
const SchoolYear = z.coerce.number().int().min(2000).max(2100);

export const alertRoutes = {
  listAlerts: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-alerts",
    summary: "Pupils above a threshold, as long as nobody has closed the alert",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofSchool,
    query: z.strictObject({ classId: AudienceId.optional(), pupils: whose, ...pageQuery }),
    replies: { 200: page(AttendanceAlert) },
  }),
  listPupilAlerts: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance-alerts",
    summary: "All alerts of a pupil in a year, with what became of them",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofPupil,
    query: z.strictObject({ schoolYear: SchoolYear.optional() }),
    replies: { 200: page(AttendanceAlert) },
  }),
  moveAlert: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance-alerts/{alertId}",
    summary: "Says that an alert was seen, or closes it so that the count starts anew",
    roles: ["cpe", "head"],
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, pupilId: PersonId, alertId: AlertId }),
    body: NewAlertMove,
    idempotent: true,
    replies: { 200: AttendanceAlert },
    problems: ["alert-over"],
  }),
  readThresholds: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/alert-thresholds",
    summary: "From how many absences school life is told of a pupil",
    roles: SCHOOL_LIFE,
    priority: "deferrable",
    params: ofSchool,
    replies: { 200: AlertThresholds },
  }),
  setThresholds: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/alert-thresholds",
    summary: "Decides them; each pupil is weighed again when something new is said of them",
    roles: ["head"],
    priority: "deferrable",
    params: ofSchool,
    body: NewThresholds,
    idempotent: true,
    replies: { 200: AlertThresholds },
  }),
  listAbsenceCases: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/absence-cases",
    summary: "Pupils with whom something is under way about their absences",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofSchool,
    query: z.strictObject({ stage: Stage.optional(), pupils: whose, ...pageQuery }),
    replies: { 200: page(ListedCase) },
  }),
  readAbsenceCase: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/absence-case",
    summary: "What was done with a pupil and their family this year, and what may come next",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofPupil,
    replies: { 200: AbsenceCase },
  }),
  recordCaseStep: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/absence-case",
    summary: "Records a step, in the order of the law: dialogue, letter, report to the academy",
    roles: ["cpe", "head"],
    priority: "standard",
    params: ofPupil,
    body: NewCaseStep,
    idempotent: true,
    replies: { 200: AbsenceCase },
    problems: ["step-out-of-order"],
  }),
} as const;

export const alertProblems = {
  "alert-over": {
    status: 409,
    title: "Cette alerte n’est plus ouverte : quelqu’un l’a close, ou le nombre d’absences est redescendu.",
  },
  "step-out-of-order": {
    status: 409,
    title:
      "Ce n’est pas encore le moment de cette étape : dialogue avec la famille, courrier, puis signalement, dans l’ordre des dates.",
  },
} as const;
