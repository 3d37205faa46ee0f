import {
  AudienceId,
  ClockTime,
  Day,
  file,
  Instant,
  PersonId,
  page,
  pageQuery,
  Role,
  route,
  SCHOOL_LIFE,
  SchoolId,
  STAFF_ROLES,
  Version,
} from "@preau/contract";
import * as z from "zod";
import { IncidentId } from "./incidents-contract.ts";

/** What a teacher or school life decides alone; the school words them in its settings. */
export const PUNISHMENT_KINDS = [
  "observation",
  "oral-apology",
  "written-apology",
  "extra-work",
  "detention",
  "class-exclusion",
] as const;
export type PunishmentKind = (typeof PUNISHMENT_KINDS)[number];

/** The ladder, from the lightest (code de l’éducation, R511-13 I). No other sanction exists. */
export const SANCTION_KINDS = [
  "warning",
  "reprimand",
  "responsibility-measure",
  "class-suspension",
  "school-suspension",
  "expulsion",
] as const;
export type SanctionKind = (typeof SANCTION_KINDS)[number];

export const MeasureId = z
  .string()
  .regex(/^mea_[0-9a-z]{13}$/, "Donnez l’identifiant d’une mesure tel que le dossier le donne.")
  .meta({ id: "MeasureId", description: "A punishment or a sanction", examples: ["mea_0t2mq4x9d0abc"] });
const FileId = z
  .string()
  .regex(/^fil_[0-9a-z]{13}$/, "Donnez l’identifiant d’un document tel que la mesure le donne.")
  .meta({ id: "MeasureFileId", description: "A document of a measure", examples: ["fil_7k2mq4x9d0abc"] });

const text = z.string().trim().min(1, "Écrivez un texte.").max(2_000);
const reason = z.string().trim().min(1, "Écrivez un motif.").max(1_000);

const Slot = z
  .strictObject({
    day: Day,
    start: ClockTime,
    end: ClockTime,
    place: z.string().trim().min(1).max(60).meta({ description: "The room, as people of the school name it" }),
    supervisor: z.string().trim().min(1).max(80).exactOptional(),
  })
  .refine(({ start, end }) => start < end, {
    path: ["end"],
    message: "La fin précède le début : corrigez l’une des deux heures.",
  });
export type Slot = z.output<typeof Slot>;

const slotExample = { day: "2026-11-25", start: "14:00", end: "16:00", place: "Permanence 2" } as const;

export const NewPunishment = z
  .strictObject({
    punishmentId: z.string().regex(/^[a-z0-9-]{2,40}$/, "Choisissez une punition de la liste de l’établissement."),
    reason,
    incidentId: IncidentId.exactOptional(),
    work: text.exactOptional().meta({ description: "What is to be done; files may be added afterwards" }),
    dueOn: Day.exactOptional().meta({ description: "When the work is to be handed in" }),
    detention: Slot.exactOptional(),
  })
  .meta({
    id: "NewPunishment",
    description: "A punishment (punition scolaire), under the name the school gives it",
    examples: [{ punishmentId: "detention", reason: "Bavardages répétés", detention: slotExample }],
  });

const Procedure = z.strictObject({
  facts: text.meta({ description: "What the pupil is reproached with, as the family reads it" }),
  answerBy: Day.meta({ description: "Last day to answer; two working days at least (R421-10-1)" }),
  interimExclusion: z
    .boolean()
    .default(false)
    .meta({ description: "Kept out of the school meanwhile, as a precaution: no sanction (R421-10-1)" }),
});

export const NewSanction = z
  .strictObject({
    reason,
    incidentId: IncidentId.exactOptional(),
    procedure: Procedure.exactOptional().meta({
      description: "Opens the procedure at once, for whoever signs; without it, asks the head for a sanction",
    }),
  })
  .meta({
    id: "NewSanction",
    description: "A sanction asked of the head, or a procedure that the head opens",
    examples: [{ reason: "Violence envers un élève" }],
  });

const Decision = z.strictObject({
  kind: z.enum(SANCTION_KINDS),
  motivation: text.meta({ description: "Reasons in fact and in law: every sanction has them in writing" }),
  days: z.int().min(1).max(8).exactOptional().meta({ description: "Of a temporary exclusion; eight at most" }),
  from: Day.exactOptional().meta({ description: "First day of an exclusion" }),
  hours: z.int().min(1).max(20).exactOptional().meta({ description: "Of a responsibility measure; twenty at most" }),
  suspendedUntil: Day.exactOptional().meta({
    description: "Not carried out unless something happens until then (sursis)",
  }),
  councilOn: Day.exactOptional().meta({ description: "Day of the disciplinary council that decided, if it did" }),
});
export type Decision = z.output<typeof Decision>;

const version = Version.meta({ description: "The version that was on screen" });

export const NewMeasureStep = z
  .discriminatedUnion("step", [
    z.strictObject({
      step: z.literal("postpone"),
      version,
      reason,
      detention: Slot.exactOptional(),
      dueOn: Day.exactOptional(),
    }),
    z.strictObject({ step: z.literal("done"), version, comment: text.exactOptional() }),
    z.strictObject({ step: z.literal("not-done"), version, comment: text.exactOptional() }),
    z.strictObject({ step: z.literal("cancel"), version, reason }),
    z.strictObject({ step: z.literal("open"), version, ...Procedure.shape }),
    z.strictObject({ step: z.literal("observe"), version, text }),
    z.strictObject({ step: z.literal("pronounce"), version, ...Decision.shape }),
    z.strictObject({ step: z.literal("dismiss"), version, reason }),
    z.strictObject({
      step: z.literal("revoke"),
      version,
      reason,
      from: Day.exactOptional(),
      councilOn: Day.exactOptional(),
    }),
    z.strictObject({ step: z.literal("annul"), version, reason }),
  ])
  .meta({
    id: "NewMeasureStep",
    description: "What happens to a measure next; nothing that came before is changed",
    examples: [{ step: "done", version: 1 }],
  });

export const MEASURE_STATES = [
  "to-do",
  "done",
  "not-done",
  "cancelled",
  "requested",
  "opened",
  "pronounced",
  "suspended",
  "served",
  "dismissed",
  "annulled",
] as const;
/** What was decided and stands. */
export const DECIDED_STATES: ReadonlySet<string> = new Set(["pronounced", "suspended", "served"]);

const State = z.enum(MEASURE_STATES).meta({
  description:
    "Punishments: `to-do`, `done`, `not-done`, `cancelled`. Sanctions: `requested` of the head, `opened` (the family may answer), `pronounced`, `suspended`, `served`, `dismissed` (none), `annulled`",
});

const Author = z.object({ personId: PersonId, role: Role });
const FileHead = z.object({ fileId: FileId, name: z.string(), mediaType: z.string(), bytes: z.int() });

const measureExample = {
  measureId: "mea_0t2mq4x9d0abc",
  schoolId: "0990001N",
  pupilId: "per_7k2mq4x9d0abc",
  familyName: "MARLOW",
  givenName: "Nina",
  classId: "aud_7k2mq4x9d0abc",
  className: "6A",
  category: "punishment",
  kind: "detention",
  label: "Retenue",
  state: "to-do",
  day: "2026-11-23",
  reason: "Bavardages répétés",
  by: { personId: "per_0k2mq4x9d0abd", role: "teacher" },
  familySees: true,
  detention: slotExample,
  files: [],
  version: 1,
} as const;

export const Measure = z
  .object({
    measureId: MeasureId,
    schoolId: SchoolId,
    pupilId: PersonId,
    familyName: z.string(),
    givenName: z.string(),
    classId: AudienceId,
    className: z.string(),
    category: z.enum(["punishment", "sanction"]),
    kind: z
      .enum([...PUNISHMENT_KINDS, ...SANCTION_KINDS])
      .exactOptional()
      .meta({
        description: "A sanction has none before it is pronounced",
      }),
    label: z.string().meta({ description: "What it is called, in French" }),
    state: State,
    day: Day.meta({ description: "Given, asked for or opened on" }),
    reason: z.string(),
    by: Author,
    incidentId: IncidentId.exactOptional(),
    familySees: z
      .boolean()
      .meta({ description: "Whether the family may read it, as the school had set when it was given" }),
    detention: Slot.exactOptional(),
    work: z.string().exactOptional(),
    dueOn: Day.exactOptional(),
    files: z.array(FileHead),
    procedure: z
      .object({
        ...Procedure.shape,
        openedOn: Day,
        observations: z.array(z.object({ by: z.enum(["family", "pupil", "school"]), text: z.string(), at: Instant })),
      })
      .exactOptional(),
    decision: z.object({ ...Decision.shape, decidedOn: Day }).exactOptional(),
    erasedOn: Day.exactOptional().meta({ description: "When it leaves the file by itself" }),
    version: Version,
  })
  .meta({ id: "Measure", description: "A punishment or a sanction as it stands", examples: [measureExample] });
export type Measure = z.output<typeof Measure>;

export const MeasureHistory = Measure.extend({
  history: z.array(
    z.object({
      step: z.string(),
      by: Author,
      at: Instant,
      comment: z.string().exactOptional(),
      detention: Slot.exactOptional(),
      dueOn: Day.exactOptional(),
    }),
  ),
}).meta({
  id: "MeasureHistory",
  description: "A measure with everything that happened to it, by whom and when",
  examples: [{ ...measureExample, history: [{ step: "give", by: measureExample.by, at: "2026-11-23T07:20:00.000Z" }] }],
});

export const PupilMeasures = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    familyName: z.string(),
    givenName: z.string(),
    className: z.string(),
    measures: z.array(Measure),
    incidents: z
      .array(z.object({ incidentId: IncidentId, day: Day, type: z.string(), role: z.string() }))
      .meta({ description: "For school life only: incidents concern other children too" }),
  })
  .meta({
    id: "PupilMeasures",
    description: "What is on a pupil's file, latest first: what the law has erased is not there",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        familyName: "MARLOW",
        givenName: "Nina",
        className: "6A",
        measures: [measureExample],
        incidents: [],
      },
    ],
  });

const MeasureLine = z.object({
  schoolId: SchoolId,
  measureId: MeasureId,
  pupilId: PersonId,
  familyName: z.string(),
  givenName: z.string(),
  className: z.string(),
  category: z.enum(["punishment", "sanction"]),
  label: z.string(),
  state: State,
  day: Day,
  by: Author,
  detention: Slot.exactOptional(),
  dueOn: Day.exactOptional(),
});
export type MeasureLine = z.output<typeof MeasureLine>;

export const DetentionSheet = z
  .object({
    schoolId: SchoolId,
    day: Day,
    items: z.array(
      z.object({
        schoolId: SchoolId,
        measureId: MeasureId,
        pupilId: PersonId,
        familyName: z.string(),
        givenName: z.string(),
        className: z.string(),
        start: ClockTime,
        end: ClockTime,
        place: z.string(),
        supervisor: z.string().exactOptional(),
      }),
    ),
  })
  .meta({
    id: "DetentionSheet",
    description: "Who is expected in detention on a day, by hour and room",
    examples: [{ schoolId: "0990001N", day: "2026-11-25", items: [] }],
  });

export const NewMeasureFile = z
  .strictObject({
    version,
    name: z
      .string()
      .regex(/^[\w.-]{1,120}$/, "Nommez le fichier sans espace ni accent : lettres, chiffres, points, tirets."),
    mediaType: z.enum([
      "application/pdf",
      "image/jpeg",
      "image/png",
      "application/vnd.oasis.opendocument.text",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]),
    bytes: z.int().min(1).max(10_000_000).meta({ description: "Ten million at most" }),
  })
  .meta({
    id: "NewMeasureFile",
    description: "A document of the work to do, about to be sent",
    examples: [{ version: 1, name: "exercices.pdf", mediaType: "application/pdf", bytes: 120_000 }],
  });

const Address = z.object({ url: z.url(), expiresAt: Instant });
export const MeasureFileUpload = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    measureId: MeasureId,
    file: FileHead,
    version: Version,
    upload: Address,
  })
  .meta({
    id: "MeasureFileUpload",
    description: "Where to PUT the bytes of the document, and until when",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        measureId: "mea_0t2mq4x9d0abc",
        file: { fileId: "fil_7k2mq4x9d0abc", name: "exercices.pdf", mediaType: "application/pdf", bytes: 120_000 },
        version: 2,
        upload: { url: "https://example.org/objet", expiresAt: "2026-11-23T07:30:00.000Z" },
      },
    ],
  });

const MeasureFileDownload = z
  .object({ schoolId: SchoolId, pupilId: PersonId, file: FileHead, download: Address })
  .meta({
    id: "MeasureFileDownload",
    description: "Where to GET the bytes of the document, and until when",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        file: { fileId: "fil_7k2mq4x9d0abc", name: "exercices.pdf", mediaType: "application/pdf", bytes: 120_000 },
        download: { url: "https://example.org/objet", expiresAt: "2026-11-23T07:30:00.000Z" },
      },
    ],
  });

const ofSchool = z.strictObject({ schoolId: SchoolId });
const ofPupil = z.strictObject({ schoolId: SchoolId, pupilId: PersonId });
const ofMeasure = z.strictObject({ schoolId: SchoolId, pupilId: PersonId, measureId: MeasureId });

/** Who may give a punishment: teachers, school life, the head (circulaire 2014-059). */
const PUNISHING = ["teacher", "librarian", ...SCHOOL_LIFE] as const;
const READING = [...STAFF_ROLES, "guardian", "pupil"] as const;

export const measureRoutes = {
  givePunishment: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/punishments",
    summary: "Gives a pupil a punishment",
    roles: PUNISHING,
    priority: "standard",
    params: ofPupil,
    body: NewPunishment,
    idempotent: true,
    replies: { 201: Measure },
    problems: ["slot-taken", "unknown-punishment"],
  }),
  seekSanction: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/sanctions",
    summary: "Asks the head for a sanction or, for whoever signs, opens the procedure",
    roles: STAFF_ROLES,
    priority: "standard",
    params: ofPupil,
    body: NewSanction,
    idempotent: true,
    replies: { 201: Measure },
  }),
  moveMeasure: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/measures/{measureId}/steps",
    summary: "Takes the next step: postpones, marks as done, opens, answers, pronounces, annuls …",
    roles: READING,
    priority: "standard",
    params: ofMeasure,
    body: NewMeasureStep,
    idempotent: true,
    replies: { 200: Measure },
    problems: ["illegal-step", "time-to-answer", "slot-taken"],
  }),
  eraseSanction: route({
    method: "DELETE",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/measures/{measureId}",
    summary: "Erases a sanction at the request of a pupil who changes school, or one that was annulled (R511-13 IV)",
    roles: ["head"],
    priority: "standard",
    params: ofMeasure,
    query: z.strictObject({ version: z.coerce.number().int().min(1).default(1) }),
    idempotent: true,
    replies: {
      200: z.object({ schoolId: SchoolId, pupilId: PersonId, measureId: MeasureId, erased: z.literal(true) }),
    },
    problems: ["illegal-step"],
  }),
  readMeasure: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/measures/{measureId}",
    summary: "A measure with its history",
    roles: READING,
    priority: "standard",
    params: ofMeasure,
    replies: { 200: MeasureHistory },
  }),
  readPupilMeasures: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/measures",
    summary: "A pupil's punishments and sanctions over the years, as the caller may know them",
    roles: READING,
    priority: "standard",
    params: ofPupil,
    replies: { 200: PupilMeasures },
  }),
  listMeasures: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/measures",
    summary: "What was given between two days (a month unless said), latest first; to teachers, what they gave",
    roles: STAFF_ROLES,
    priority: "standard",
    params: ofSchool,
    query: z.strictObject({
      from: Day.optional(),
      to: Day.optional(),
      classId: AudienceId.optional(),
      category: z.enum(["punishment", "sanction"]).optional(),
      state: z.enum(MEASURE_STATES).optional(),
      ...pageQuery,
    }),
    replies: { 200: page(MeasureLine) },
  }),
  readDetentions: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/detentions",
    summary: "Who is expected in detention on a day (today unless said)",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofSchool,
    query: z.strictObject({ day: Day.optional() }),
    replies: { 200: DetentionSheet },
  }),
} as const;

/** Documents of the work to do. */
export const fileRoutes = {
  addMeasureFile: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/measures/{measureId}/files",
    summary: "Announces a document of the work to do and says where to send it",
    roles: PUNISHING,
    priority: "standard",
    params: ofMeasure,
    body: NewMeasureFile,
    idempotent: true,
    replies: { 201: MeasureFileUpload },
    problems: ["illegal-step", "too-many-files"],
  }),
  readMeasureFile: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/measures/{measureId}/files/{fileId}",
    summary: "Where to fetch a document of the work to do",
    roles: READING,
    priority: "standard",
    params: z.strictObject({ ...ofMeasure.shape, fileId: FileId }),
    replies: { 200: MeasureFileDownload },
  }),
} as const;

/** Letters on paper. */
export const letterRoutes = {
  printMeasureLetter: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/measures/{measureId}/letter.pdf",
    summary: "The letter to the family that the measure calls for as it stands",
    roles: STAFF_ROLES,
    priority: "deferrable",
    params: ofMeasure,
    replies: { 200: file("application/pdf") },
    problems: ["no-letter"],
  }),
} as const;

export const measureProblems = {
  "slot-taken": { status: 409, title: "L’élève a déjà une retenue à cette heure : choisissez un autre créneau." },
  "unknown-punishment": {
    status: 422,
    title: "Cette punition n’est pas dans la liste de l’établissement : choisissez-en une autre.",
  },
  "illegal-step": { status: 409, title: "La mesure n’en est pas à cette étape : relisez-la." },
  "time-to-answer": {
    status: 422,
    title:
      "Le délai laissé à l’élève et à sa famille pour répondre n’est pas écoulé : la sanction ne peut pas encore être prononcée.",
  },
  "too-many-files": { status: 422, title: "Cette mesure a déjà dix documents : retirez-en un ou regroupez-les." },
  "no-letter": { status: 422, title: "Cette mesure n’appelle aucun courrier en l’état." },
} as const;
