import { AudienceId, Instant, PersonId, page, pageQuery, route, SchoolId } from "@preau/contract";
import * as z from "zod";

const schoolExample = "0990001N";
const importExample = "imp_7k2mq4x9d0abc";
const fileExample = "ENT_Complet_20261102_Eleve_0000.xml";

export const ImportId = z
  .string()
  .regex(/^imp_[0-9a-z]{13}$/)
  .brand<"ImportId">()
  .meta({ id: "ImportId", description: "One delivery of an academy or of a school", examples: [importExample] });
export type ImportId = z.output<typeof ImportId>;

/** What one academy sends for a department fits; more is a mistake. */
const MAX_FILE_BYTES = 1024 ** 3;
const MAX_DECISIONS = 2_000;

export const ImportKind = z.enum(["aaf", "aaf1d", "siecle", "sts", "onde", "oneroster"]).meta({
  id: "ImportKind",
  description: "Where the files come from: the academy's directory (2nd or 1st degree), SIECLE, STS, ONDE or OneRoster",
  examples: ["siecle"],
});
export type ImportKind = z.output<typeof ImportKind>;

const schoolYear = z.int().min(2000).max(2100).optional().meta({ description: "Without it, the current one" });
const academy = z
  .string()
  .regex(/^[0-9A-Za-z-]{1,20}$/, "Donnez le code de l’académie, par exemple 14.")
  .optional()
  .meta({ description: "Code of the academy, for a school that no directory has described yet" });
const files = z
  .array(z.strictObject({ name: z.string().max(200), bytes: z.int().min(1).max(MAX_FILE_BYTES) }))
  .min(1)
  .max(100);
const httpsUrl = z.url({ protocol: /^https?$/, error: "Donnez l’adresse complète du service, en https." }).max(300);
const service = z
  .strictObject({
    base: httpsUrl.meta({ description: "`https://…/ims/oneroster/rostering/v1p2`" }),
    tokenUrl: httpsUrl,
    clientId: z.string().min(1).max(200),
    clientSecret: z.string().min(1).max(500).meta({ description: "Kept until the import ends, and no longer" }),
  })
  .exactOptional()
  .meta({ description: "A OneRoster 1.2 service to read, by OAuth 2 client credentials, instead of files" });
const autoApprove = z.boolean().default(false).meta({
  description: "Write without waiting, unless somebody is ambiguous or too many people would leave",
});
const maxLeavingPercent = z.int().min(0).max(100).default(5).meta({
  description:
    "Above this share of leavers in a school (and more than five), somebody must look: a delivery may be cut short",
});

const NewImport = z
  .strictObject({
    kind: ImportKind,
    schoolId: SchoolId.optional().meta({ description: "The school of a SIECLE, STS, ONDE or OneRoster export" }),
    schoolYear,
    academy,
    files: files.min(0).default([]),
    service,
    autoApprove,
    maxLeavingPercent,
  })
  .meta({
    id: "NewImport",
    description: "The files of one delivery",
    examples: [{ kind: "aaf", files: [{ name: "ENT_Complet_20261102_EtabEducNat_0000.xml", bytes: 1024 }] }],
  });

const NewSchoolImport = z
  .strictObject({
    kind: ImportKind.extract(["siecle", "sts", "onde"]),
    schoolYear,
    academy,
    files,
    autoApprove,
    maxLeavingPercent,
  })
  .meta({
    id: "NewSchoolImport",
    description: "The files of one school's own export",
    examples: [{ kind: "siecle", files: [{ name: "ExportXML_ElevesAvecAdresses.zip", bytes: 1024 }] }],
  });

const countsExample = { read: 3, created: 1, changed: 1, unchanged: 1, faulty: 0, missing: 0, ambiguous: 0, moved: 0 };

export const Counts = z
  .object({
    read: z.int().meta({ description: "Records in the files" }),
    created: z.int().meta({ description: "New; somebody in two schools counts twice" }),
    changed: z.int(),
    unchanged: z.int(),
    faulty: z.int().meta({ description: "Records left out, each with a line in the report" }),
    missing: z.int().meta({ description: "Known before, absent from this delivery; kept" }),
    ambiguous: z.int().meta({ description: "May be somebody we know: a person decides" }),
    moved: z.int().meta({ description: "Changed by somebody else since the comparison; left as they are" }),
  })
  .meta({ id: "ImportCounts", description: "What becomes of one category", examples: [countsExample] });
export type Counts = z.output<typeof Counts>;

const AllCounts = z.object({ schools: Counts, pupils: Counts, guardians: Counts, staff: Counts, audiences: Counts });

export const Import = z
  .object({
    importId: ImportId,
    kind: ImportKind,
    schoolId: SchoolId.optional(),
    schoolYear: z.int(),
    state: z.enum([
      "awaiting-files",
      "queued",
      "running",
      "awaiting-approval",
      "done",
      "refused",
      "cancelled",
      "failed",
    ]),
    message: z.string().meta({ description: "Where it stands and what to do, in French" }),
    createdAt: Instant,
    startedAt: Instant.optional(),
    finishedAt: Instant.optional(),
    progress: z.object({ step: z.enum(["checking", "comparing", "writing"]), records: z.int() }).optional(),
    counts: AllCounts.optional(),
    digest: z
      .string()
      .optional()
      .meta({ description: "Names the difference to approve: give it back with the approval" }),
    errors: z.int().meta({ description: "Lines of the report that say what was left out" }),
    warnings: z.int(),
  })
  .meta({
    id: "Import",
    description: "The import of one delivery",
    examples: [
      {
        importId: importExample,
        kind: "aaf",
        schoolYear: 2026,
        state: "queued",
        message: "La livraison est complète : l’import commence dans un instant.",
        createdAt: "2026-11-23T05:00:00.000Z",
        errors: 0,
        warnings: 0,
      },
    ],
  });
export type Import = z.output<typeof Import>;

export const ImportIssue = z
  .object({
    file: z.string().optional(),
    line: z.int().optional(),
    severity: z.enum(["error", "warning"]),
    code: z.string(),
    message: z.string().meta({ description: "What is wrong and what to do, in French" }),
    subject: z.string().optional().meta({ description: "Join id of the record concerned, never a name" }),
  })
  .meta({
    id: "ImportIssue",
    description: "One line of an import's report",
    examples: [
      {
        file: fileExample,
        line: 42,
        severity: "warning",
        code: "unknown-class",
        message: "La classe « 6Z » n’existe pas dans cet établissement : l’élève est importé sans elle.",
        subject: "700001",
      },
    ],
  });
export type ImportIssue = z.output<typeof ImportIssue>;

const Uploads = z
  .object({
    importId: ImportId,
    state: z.literal("awaiting-files"),
    uploads: z.array(
      z.object({ name: z.string(), url: z.string().meta({ description: "PUT the file here" }), expiresAt: Instant }),
    ),
  })
  .meta({
    id: "ImportUploads",
    description: "Where to send the files",
    examples: [
      {
        importId: importExample,
        state: "awaiting-files",
        uploads: [
          {
            name: fileExample,
            url: "https://bucket.example.org/imports/…",
            expiresAt: "2026-11-23T06:00:00.000Z",
          },
        ],
      },
    ],
  });

export const ImportCategory = z.enum(["schools", "pupils", "guardians", "staff", "audiences"]);
export type ImportCategory = z.output<typeof ImportCategory>;
export const ChangeKind = z.enum(["created", "changed", "left", "ambiguous"]);
export type ChangeKind = z.output<typeof ChangeKind>;

export const ImportChange = z
  .object({
    line: z.string().meta({ description: "Names this line in the approval" }),
    schoolId: SchoolId,
    kind: ChangeKind,
    category: ImportCategory,
    pupilId: PersonId.optional(),
    personId: PersonId.optional().meta({ description: "An adult: guardian or member of staff" }),
    audienceId: AudienceId.optional(),
    name: z.string(),
    className: z.string().optional(),
    message: z.string().meta({ description: "The change in one French sentence" }),
    fields: z.array(z.object({ field: z.string(), before: z.string().optional(), after: z.string().optional() })),
    candidates: z.array(
      z.object({
        personId: PersonId,
        name: z.string(),
        className: z.string().optional(),
        birthDate: z.string().optional(),
        score: z.int().min(0).max(100),
        reasons: z.array(z.string()).meta({ description: "In French" }),
      }),
    ),
    file: z.string().optional(),
    fileLine: z.int().optional(),
  })
  .meta({
    id: "ImportChange",
    description: "One line of the difference between a delivery and what is kept",
    examples: [
      {
        line: "chg_7k2mq4x9d0abc",
        schoolId: schoolExample,
        kind: "changed",
        category: "pupils",
        pupilId: "per_7k2mq4x9d0abc",
        name: "MARLOW Nina",
        className: "Sixième A",
        message: "MARLOW Nina : classe modifiée.",
        fields: [{ field: "classe", before: "6B", after: "6A" }],
        candidates: [],
      },
    ],
  });
export type ImportChange = z.output<typeof ImportChange>;

export const ImportSchool = z
  .object({
    schoolId: SchoolId,
    counts: AllCounts,
    written: z.boolean(),
    waits: z.string().optional().meta({ description: "Why this school needs a look, in French" }),
  })
  .meta({
    id: "ImportSchool",
    description: "What an import changes in one school",
    examples: [
      {
        schoolId: schoolExample,
        counts: {
          schools: countsExample,
          pupils: countsExample,
          guardians: countsExample,
          staff: countsExample,
          audiences: countsExample,
        },
        written: false,
      },
    ],
  });
export type ImportSchool = z.output<typeof ImportSchool>;

const Approval = z
  .strictObject({
    digest: z.string().max(64),
    decisions: z
      .array(
        z.strictObject({
          schoolId: SchoolId,
          line: z.string().max(40),
          use: z.union([PersonId, z.enum(["new", "skip"])]).meta({
            description: "The person it is, or a new one, or nobody for now",
          }),
        }),
      )
      .max(MAX_DECISIONS)
      .default([])
      .meta({ description: "Ambiguous lines that are not decided are left out" }),
  })
  .meta({
    id: "ImportApproval",
    description: "The difference somebody has looked at",
    examples: [
      {
        digest: "3q2-7wEAAAAAAAAAAAAAAA",
        decisions: [{ schoolId: schoolExample, line: "chg_7k2mq4x9d0abc", use: "per_7k2mq4x9d0abc" }],
      },
    ],
  });

export const importProblems = {
  "files-missing": {
    status: 409,
    title: "Des fichiers de la livraison manquent encore : envoyez-les, puis relancez l’import.",
  },
  "import-already-started": {
    status: 409,
    title: "Cet import est déjà lancé ou terminé : consultez son compte rendu.",
  },
  "not-awaiting-approval": {
    status: 409,
    title: "Cet import n’attend pas d’approbation : consultez où il en est.",
  },
  "other-difference": {
    status: 409,
    title: "Ce n’est pas la comparaison en cours : relisez les changements, puis approuvez-les.",
  },
} as const;

const changesQuery = { ...pageQuery, kind: ChangeKind };
const OPERATOR = ["operator"] as const;
const OFFICE = ["head", "office"] as const;
const ofImport = z.strictObject({ importId: ImportId });
const inSchool = z.strictObject({ schoolId: SchoolId });
const ofSchoolImport = z.strictObject({ schoolId: SchoolId, importId: ImportId });
const atSchool = "/v1/schools/{schoolId}/imports";

export const importRoutes = {
  createImport: route({
    method: "POST",
    path: "/v1/imports",
    summary: "Announce the files of a delivery and learn where to send them",
    roles: OPERATOR,
    priority: "deferrable",
    body: NewImport,
    replies: { 201: Uploads },
    idempotent: true,
  }),
  startImport: route({
    method: "POST",
    path: "/v1/imports/{importId}/start",
    summary: "All files are sent: compare them with what is kept",
    roles: OPERATOR,
    priority: "deferrable",
    params: ofImport,
    replies: { 202: Import },
    problems: ["files-missing", "import-already-started"],
    idempotent: true,
  }),
  readImport: route({
    method: "GET",
    path: "/v1/imports/{importId}",
    summary: "Where an import stands",
    roles: OPERATOR,
    priority: "deferrable",
    params: ofImport,
    replies: { 200: Import },
  }),
  listImportIssues: route({
    method: "GET",
    path: "/v1/imports/{importId}/issues",
    summary: "The report of an import, line by line",
    roles: OPERATOR,
    priority: "deferrable",
    params: ofImport,
    query: z.strictObject(pageQuery),
    replies: { 200: page(ImportIssue) },
  }),
  listImportSchools: route({
    method: "GET",
    path: "/v1/imports/{importId}/schools",
    summary: "What an import changes, school by school",
    roles: OPERATOR,
    priority: "deferrable",
    params: ofImport,
    query: z.strictObject(pageQuery),
    replies: { 200: page(ImportSchool) },
  }),
  listImportChanges: route({
    method: "GET",
    path: "/v1/imports/{importId}/changes",
    summary: "The difference between a delivery and what is kept, in one school",
    roles: OPERATOR,
    priority: "deferrable",
    params: ofImport,
    query: z.strictObject({ ...changesQuery, schoolId: SchoolId }),
    replies: { 200: page(ImportChange) },
  }),
  approveImport: route({
    method: "POST",
    path: "/v1/imports/{importId}/approve",
    summary: "Write the difference, with a decision for each ambiguous line",
    roles: OPERATOR,
    priority: "deferrable",
    params: ofImport,
    body: Approval,
    replies: { 202: Import },
    problems: ["not-awaiting-approval", "other-difference"],
    idempotent: true,
  }),
  cancelImport: route({
    method: "POST",
    path: "/v1/imports/{importId}/cancel",
    summary: "Give a delivery up; nothing of it is written",
    roles: OPERATOR,
    priority: "deferrable",
    params: ofImport,
    replies: { 200: Import },
    problems: ["not-awaiting-approval"],
    idempotent: true,
  }),
  createSchoolImport: route({
    method: "POST",
    path: atSchool,
    summary: "Announce the files of a school's own export and learn where to send them",
    roles: OFFICE,
    priority: "deferrable",
    params: inSchool,
    body: NewSchoolImport,
    replies: { 201: Uploads },
    idempotent: true,
  }),
  startSchoolImport: route({
    method: "POST",
    path: `${atSchool}/{importId}/start`,
    summary: "All files are sent: compare them with what is kept",
    roles: OFFICE,
    priority: "deferrable",
    params: ofSchoolImport,
    replies: { 202: Import },
    problems: ["files-missing", "import-already-started"],
    idempotent: true,
  }),
  readSchoolImport: route({
    method: "GET",
    path: `${atSchool}/{importId}`,
    summary: "Where an import of the school stands",
    roles: OFFICE,
    priority: "deferrable",
    params: ofSchoolImport,
    replies: { 200: Import },
  }),
  listSchoolImportIssues: route({
    method: "GET",
    path: `${atSchool}/{importId}/issues`,
    summary: "The report of an import of the school, line by line",
    roles: OFFICE,
    priority: "deferrable",
    params: ofSchoolImport,
    query: z.strictObject(pageQuery),
    replies: { 200: page(ImportIssue) },
  }),
  listSchoolImportChanges: route({
    method: "GET",
    path: `${atSchool}/{importId}/changes`,
    summary: "The difference between the school's export and what is kept",
    roles: OFFICE,
    priority: "deferrable",
    params: ofSchoolImport,
    query: z.strictObject(changesQuery),
    replies: { 200: page(ImportChange) },
  }),
  approveSchoolImport: route({
    method: "POST",
    path: `${atSchool}/{importId}/approve`,
    summary: "Write the difference, with a decision for each ambiguous line",
    roles: OFFICE,
    priority: "deferrable",
    params: ofSchoolImport,
    body: Approval,
    replies: { 202: Import },
    problems: ["not-awaiting-approval", "other-difference"],
    idempotent: true,
  }),
  cancelSchoolImport: route({
    method: "POST",
    path: `${atSchool}/{importId}/cancel`,
    summary: "Give an import of the school up; nothing of it is written",
    roles: OFFICE,
    priority: "deferrable",
    params: ofSchoolImport,
    replies: { 200: Import },
    problems: ["not-awaiting-approval"],
    idempotent: true,
  }),
} as const;
