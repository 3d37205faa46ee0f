import {
  AudienceId,
  ClockTime,
  Day,
  file,
  Instant,
  PersonId,
  page,
  pageQuery,
  route,
  SCHOOL_LIFE,
  SchoolId,
} from "@preau/contract";
import * as z from "zod";

const statementExample = "sta_7k2mq4x9d0abc";

const StatementId = z
  .string()
  .regex(/^sta_[0-9a-z]{13}$/, "Donnez l’identifiant d’une déclaration tel que la liste le donne.")
  .meta({ id: "StatementId", description: "What a family said of one absence", examples: [statementExample] });

const Moment = z.object({ day: Day, time: ClockTime });
const SchoolYear = z.coerce.number().int().min(2000).max(2100);

export const ProofType = z.enum(["application/pdf", "image/jpeg", "image/png", "image/heic"]);

const Proof = z.object({ name: z.string(), type: ProofType, bytes: z.int(), at: Instant });

const shared = {
  statementId: StatementId,
  schoolId: SchoolId,
  pupilId: PersonId,
  from: Moment,
  to: Moment,
  at: Instant,
  days: z.int().meta({ description: "Open days covered" }),
  state: z.enum(["to-treat", "accepted", "refused"]),
  decidedAt: Instant.optional(),
  reason: z.string().optional().meta({ description: "Why the absence is excused, in the words of the school’s list" }),
  explanation: z.string().optional().meta({ description: "Why it was not accepted, for the family" }),
  proof: Proof.nullable(),
};

const sharedExample = {
  statementId: statementExample,
  schoolId: "0990001N",
  pupilId: "per_7k2mq4x9d0abc",
  from: { day: "2026-11-23", time: "08:00" },
  to: { day: "2026-11-24", time: "18:00" },
  at: "2026-11-22T18:04:00.000Z",
  days: 2,
  state: "to-treat",
  proof: { name: "certificat.pdf", type: "application/pdf", bytes: 48_213, at: "2026-11-22T18:05:00.000Z" },
} as const;

export const ListedStatement = z
  .object({
    ...shared,
    familyName: z.string(),
    givenName: z.string(),
    classId: AudienceId,
    className: z.string(),
    text: z.string(),
    guardianId: PersonId.nullable(),
    treatmentId: z.string().optional(),
  })
  .meta({
    id: "ListedStatement",
    description: "What a family said of an absence, as school life reads and treats it",
    examples: [
      {
        ...sharedExample,
        familyName: "MARLOW",
        givenName: "Nina",
        classId: "aud_7k2mq4x9d0abc",
        className: "6A",
        text: "Nina a de la fièvre.",
        guardianId: "per_7k2mq4x9d0abd",
      },
    ],
  });

export const PupilStatement = z
  .object({
    ...shared,
    own: z
      .boolean()
      .meta({ description: "Made by the caller: nobody else of the family reads its text and its proof" }),
    text: z.string().optional(),
  })
  .meta({
    id: "PupilStatement",
    description: "What was said of a pupil’s absences, and what became of it",
    examples: [{ ...sharedExample, own: true, text: "Nina a de la fièvre." }],
  });

const NewDecision = z
  .discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("accept"),
      reasonId: z.string().regex(/^[a-z0-9-]{2,40}$/, "Donnez l’identifiant d’un motif de l’établissement."),
      justified: z.boolean().exactOptional().meta({ description: "Without it, as the reason usually is" }),
      counts: z.boolean().exactOptional().meta({ description: "Without it, as the reason usually does" }),
      replaces: z
        .array(
          z.string().regex(/^tre_[0-9a-z]{13}$/, "Donnez l’identifiant d’un traitement tel que l’historique le donne."),
        )
        .max(20)
        .default([])
        .meta({ description: "The treatments of these days that this one is a second thought of" }),
    }),
    z.strictObject({
      decision: z.literal("refuse"),
      explanation: z.string().trim().min(1).max(500).meta({ description: "What the family reads" }),
    }),
  ])
  .meta({
    id: "NewStatementDecision",
    description: "What school life makes of a statement: a treatment of the days it covers, or a refusal that says why",
    examples: [{ decision: "accept", reasonId: "illness" }],
  });

const NewProof = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    type: ProofType,
    bytes: z.int().min(1).max(10_000_000, "Le fichier dépasse 10 Mo : réduisez la photo ou numérisez en moins fin."),
  })
  .meta({
    id: "NewProof",
    description: "The file that a family is about to send: PDF or photograph, 10 MB at most",
    examples: [{ name: "certificat.pdf", type: "application/pdf", bytes: 48_213 }],
  });

const address = { url: z.string(), expiresAt: Instant };

export const ProofUpload = z
  .object({ schoolId: SchoolId, pupilId: PersonId, statementId: StatementId, proof: Proof, ...address })
  .meta({
    id: "ProofUpload",
    description: "Where to PUT the file, for a quarter of an hour, with exactly the type and the length announced",
    examples: [
      {
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        statementId: statementExample,
        proof: sharedExample.proof,
        url: "https://bucket.example.org/proofs/…",
        expiresAt: "2026-11-22T18:20:00.000Z",
      },
    ],
  });

export const ProofDownload = ProofUpload.meta({
  id: "ProofDownload",
  description: "Where to GET the file, for a few minutes",
  examples: [
    {
      schoolId: "0990001N",
      pupilId: "per_7k2mq4x9d0abc",
      statementId: statementExample,
      proof: sharedExample.proof,
      url: "https://bucket.example.org/proofs/…",
      expiresAt: "2026-11-22T18:10:00.000Z",
    },
  ],
});

const ofSchool = z.strictObject({ schoolId: SchoolId });
const ofPupil = z.strictObject({ schoolId: SchoolId, pupilId: PersonId });
const ofStatement = z.strictObject({ schoolId: SchoolId, pupilId: PersonId, statementId: StatementId });

const filters = {
  state: z.enum(["to-treat", "treated"]).default("to-treat"),
  classId: AudienceId.optional(),
  pupils: z.enum(["all", "own"]).default("all").meta({ description: "`own`: those the caller follows, by sector" }),
  from: Day.optional().meta({ description: "Absences that begin on this day or later" }),
  to: Day.optional(),
  schoolYear: SchoolYear.optional().meta({ description: "The year under way unless said" }),
};

export const statementRoutes = {
  listStatements: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/statements",
    summary: "What families said of absences: to treat, or treated, in the order the absences begin",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: ofSchool,
    query: z.strictObject({ ...filters, ...pageQuery }),
    replies: { 200: page(ListedStatement) },
  }),
  exportStatements: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/statements.csv",
    summary: "The same list, to keep",
    roles: SCHOOL_LIFE,
    priority: "deferrable",
    params: ofSchool,
    query: z.strictObject(filters),
    replies: { 200: file("text/csv") },
  }),
  listPupilStatements: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/statements",
    summary: "What was said of a pupil’s absences and what became of it, the latest absence first",
    roles: [...SCHOOL_LIFE, "guardian"],
    priority: "standard",
    params: ofPupil,
    query: z.strictObject({ schoolYear: SchoolYear.optional() }),
    replies: { 200: page(PupilStatement) },
  }),
  decideStatement: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/statements/{statementId}/decision",
    summary: "Accepts a statement, which excuses the days it covers, or refuses it and tells the family why",
    roles: ["cpe", "head"],
    priority: "standard",
    params: ofStatement,
    body: NewDecision,
    idempotent: true,
    replies: { 200: ListedStatement },
    problems: ["unknown-reason", "statement-decided"],
  }),
  attachProof: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/statements/{statementId}/proof",
    summary: "Announces the one file that goes with a statement, and says where to send it",
    roles: ["guardian"],
    priority: "standard",
    params: ofStatement,
    body: NewProof,
    idempotent: true,
    replies: { 201: ProofUpload },
    problems: ["statement-decided"],
  }),
  readProof: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/statements/{statementId}/proof",
    summary: "Where to fetch the file that goes with a statement",
    roles: [...SCHOOL_LIFE, "guardian"],
    priority: "standard",
    params: ofStatement,
    replies: { 200: ProofDownload },
    problems: ["proof-awaited", "proof-unreadable"],
  }),
} as const;

export const statementProblems = {
  "statement-decided": {
    status: 409,
    title: "La vie scolaire a déjà répondu à cette déclaration. Pour changer d’avis, traitez de nouveau les absences.",
  },
  "proof-awaited": {
    status: 409,
    title: "Le justificatif n’est pas encore arrivé : demandez à la famille de l’envoyer de nouveau.",
  },
  "proof-unreadable": {
    status: 409,
    title:
      "Ce fichier n’est pas celui qu’annonce son nom : ne l’ouvrez pas et demandez à la famille un autre justificatif.",
  },
} as const;
