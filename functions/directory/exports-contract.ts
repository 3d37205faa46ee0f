import { Instant, PersonId, page, pageQuery, route, SchoolId } from "@preau/contract";
import * as z from "zod";

const exportExample = "exp_7k2mq4x9d0abc";

export const ExportId = z
  .string()
  .regex(/^exp_[0-9a-z]{13}$/)
  .brand<"ExportId">()
  .meta({ id: "ExportId", description: "One file written for a school or for a territory", examples: [exportExample] });
export type ExportId = z.output<typeof ExportId>;

export const ExportKind = z.enum(["directory-csv", "oneroster-csv", "eleve-groupe", "gar"]).meta({
  id: "ExportKind",
  description:
    "The directory as a table, OneRoster 1.2 as CSV, the links between pupils and groups for SIECLE (1.4), the school's part of the GAR",
  examples: ["eleve-groupe"],
});
export type ExportKind = z.output<typeof ExportKind>;

const NewExport = z
  .strictObject({
    kind: ExportKind,
    contacts: z.boolean().default(false).meta({
      description: "For the table only: with mails and telephones. Leave them out unless they are needed",
    }),
  })
  .meta({ id: "NewExport", description: "Which file to write", examples: [{ kind: "eleve-groupe" }] });

export const Export = z
  .object({
    exportId: ExportId,
    schoolId: SchoolId.optional().meta({ description: "None for all schools enrolled for the GAR" }),
    schoolYear: z.int(),
    kind: ExportKind,
    state: z.enum(["queued", "done", "failed"]),
    message: z.string().meta({ description: "Where it stands and what to do, in French" }),
    requestedBy: z.string().meta({ description: "Account of whoever asked; `schedule` for a nightly one" }),
    createdAt: Instant,
    finishedAt: Instant.optional(),
    expiresAt: Instant.optional().meta({ description: "The files are erased then" }),
    counts: z.object({ schools: z.int(), pupils: z.int(), adults: z.int(), leftOut: z.int() }).optional(),
    leftOut: z
      .array(z.object({ pupilId: PersonId, schoolId: SchoolId, reason: z.string() }))
      .max(100)
      .optional()
      .meta({ description: "Pupils who are not in the file and what to do, in French; the first hundred" }),
    files: z.array(z.object({ name: z.string(), bytes: z.int() })),
  })
  .meta({
    id: "Export",
    description: "A file written for a school, and who asked for it",
    examples: [
      {
        exportId: exportExample,
        schoolId: "0990001N",
        schoolYear: 2026,
        kind: "eleve-groupe",
        state: "queued",
        message: "L’export est demandé : il sera prêt dans un instant.",
        requestedBy: "acc_7k2mq4x9d0abc",
        createdAt: "2026-11-23T07:04:00.000Z",
        files: [],
      },
    ],
  });
export type Export = z.output<typeof Export>;

const download = z.object({ name: z.string(), bytes: z.int(), url: z.string(), expiresAt: Instant });
export const ExportWithFiles = Export.extend({
  downloads: z.array(download).meta({ description: "Where to GET each file, for a few minutes" }),
}).meta({
  id: "ExportWithFiles",
  description: "A file written for a school, and where to fetch it",
  examples: [
    {
      exportId: exportExample,
      schoolId: "0990001N",
      schoolYear: 2026,
      kind: "directory-csv",
      state: "done",
      message: "L’export est prêt : 842 personnes.",
      requestedBy: "acc_7k2mq4x9d0abc",
      createdAt: "2026-11-23T07:04:00.000Z",
      finishedAt: "2026-11-23T07:04:02.000Z",
      expiresAt: "2026-12-23T07:04:02.000Z",
      counts: { schools: 1, pupils: 500, adults: 342, leftOut: 0 },
      files: [{ name: "annuaire-0990001N.csv", bytes: 61_440 }],
      downloads: [
        {
          name: "annuaire-0990001N.csv",
          bytes: 61_440,
          url: "https://bucket.example.org/exports/…",
          expiresAt: "2026-11-23T07:10:00.000Z",
        },
      ],
    },
  ],
});

export const GarSettings = z
  .strictObject({
    ent: z
      .string()
      .regex(/^[A-Z0-9]{1,10}$/, "Donnez l’identifiant de l’ENT tel que le GAR l’a attribué.")
      .meta({ description: "Identifier of this ENT, given by the GAR" }),
    enrolled: z.array(SchoolId).max(2_000).meta({ description: "Only these schools are ever sent" }),
  })
  .meta({
    id: "GarSettings",
    description: "What the GAR receives, and from which schools",
    examples: [{ ent: "P1", enrolled: ["0990001N"] }],
  });
export type GarSettings = z.output<typeof GarSettings>;

const inSchool = z.strictObject({ schoolId: SchoolId });
const ofSchool = z.strictObject({ schoolId: SchoolId, exportId: ExportId });
const ofTerritory = z.strictObject({ exportId: ExportId });

export const exportProblems = {
  "not-enrolled": {
    status: 409,
    title: "L’établissement n’est pas inscrit au GAR : demandez son inscription au porteur de l’ENT.",
  },
  "gar-not-configured": {
    status: 409,
    title: "Le GAR n’est pas configuré : indiquez d’abord l’identifiant de l’ENT et les établissements inscrits.",
  },
} as const;

export const exportRoutes = {
  requestExport: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/exports",
    summary: "Ask for a file of the school: the directory, OneRoster, SIECLE's élève-groupe, the GAR",
    roles: ["head", "office"],
    priority: "deferrable",
    params: inSchool,
    body: NewExport,
    replies: { 202: Export },
    problems: ["not-enrolled"],
    idempotent: true,
  }),
  readExport: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/exports/{exportId}",
    summary: "Where a file stands, and where to fetch it",
    roles: ["head", "office"],
    priority: "deferrable",
    params: ofSchool,
    replies: { 200: ExportWithFiles },
  }),
  listExports: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/exports",
    summary: "What left the directory of a school this year, the latest first: what, when, and for whom",
    roles: ["head", "office"],
    priority: "deferrable",
    params: inSchool,
    query: z.strictObject(pageQuery),
    replies: { 200: page(Export) },
  }),
  readGarSettings: route({
    method: "GET",
    path: "/v1/gar",
    summary: "Which schools are sent to the GAR",
    roles: ["operator"],
    priority: "deferrable",
    replies: { 200: GarSettings },
  }),
  changeGarSettings: route({
    method: "PUT",
    path: "/v1/gar",
    summary: "Say which schools are sent to the GAR",
    roles: ["operator"],
    priority: "deferrable",
    body: GarSettings,
    replies: { 200: GarSettings },
    idempotent: true,
  }),
  requestGarExport: route({
    method: "POST",
    path: "/v1/gar/exports",
    summary: "Write what the GAR receives tonight, for all enrolled schools of a degree",
    roles: ["operator"],
    priority: "deferrable",
    body: z
      .strictObject({ degree: z.enum(["1D", "2D"]) })
      .meta({ id: "NewGarExport", description: "First degree or second degree", examples: [{ degree: "2D" }] }),
    replies: { 202: Export },
    problems: ["gar-not-configured"],
    idempotent: true,
  }),
  readGarExport: route({
    method: "GET",
    path: "/v1/gar/exports/{exportId}",
    summary: "Where a sending stands, and where to fetch its files",
    roles: ["operator"],
    priority: "deferrable",
    params: ofTerritory,
    replies: { 200: ExportWithFiles },
  }),
};
