import {
  AudienceId,
  contract,
  Day,
  Instant,
  PersonId,
  page,
  pageQuery,
  Role,
  route,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";
import { Audience, Contact, MEMBERS, STAFF } from "./audience-contract.ts";

export * from "./audience-contract.ts";

const schoolExample = "0990001N";
const personExample = "per_7k2mq4x9d0abc";
const audienceExample = { audienceId: "aud_7k2mq4x9d0abc", code: "6A", label: "Sixième A", kind: "class" } as const;

export const ImportId = z
  .string()
  .regex(/^imp_[0-9a-z]{13}$/)
  .brand<"ImportId">()
  .meta({ id: "ImportId", description: "One delivery of an academy", examples: ["imp_7k2mq4x9d0abc"] });
export type ImportId = z.output<typeof ImportId>;

const Taught = Audience.extend({ subjects: z.array(z.object({ code: z.string(), label: z.string() })) });

export const Me = z
  .object({
    accountId: z.string(),
    operator: z.boolean().meta({ description: "Runs the territory's service; belongs to no school" }),
    schools: z.array(
      z.object({
        schoolId: SchoolId,
        name: z.string(),
        timeZone: z.string(),
        personId: PersonId,
        familyName: z.string(),
        givenName: z.string(),
        roles: z.array(Role),
        classes: z.array(Audience).meta({ description: "A pupil's own class, then groups" }),
        teaches: z.array(Taught),
        headTeacherOf: z.array(AudienceId),
      }),
    ),
    children: z.array(
      z.object({
        pupilId: PersonId,
        schoolId: SchoolId,
        schoolName: z.string(),
        familyName: z.string(),
        givenName: z.string(),
        classId: AudienceId.optional(),
        className: z.string().optional(),
      }),
    ),
  })
  .meta({
    id: "Me",
    description: "Who the caller is, in every school",
    examples: [
      {
        accountId: "acc_7k2mq4x9d0abc",
        operator: false,
        schools: [
          {
            schoolId: schoolExample,
            name: "Collège Ada Lovelace",
            timeZone: "Europe/Paris",
            personId: personExample,
            familyName: "BRIAC",
            givenName: "Solène",
            roles: ["teacher"],
            classes: [],
            teaches: [{ ...audienceExample, subjects: [{ code: "061300", label: "MATHEMATIQUES" }] }],
            headTeacherOf: ["aud_7k2mq4x9d0abc"],
          },
        ],
        children: [],
      },
    ],
  });
export type Me = z.output<typeof Me>;

export const School = z
  .object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    name: z.string(),
    type: z.string().optional(),
    academy: z.string(),
    timeZone: z.string(),
    street: z.string().optional(),
    postalCode: z.string().optional(),
    city: z.string().optional(),
    phone: z.string().optional(),
    mail: z.string().optional(),
  })
  .meta({
    id: "School",
    description: "A school in the current school year",
    examples: [
      {
        schoolId: schoolExample,
        schoolYear: 2026,
        name: "Collège Ada Lovelace",
        type: "COLLEGE",
        academy: "TEST",
        timeZone: "Europe/Paris",
        city: "VILLE-TEST",
      },
    ],
  });

export const Roster = z
  .object({
    schoolId: SchoolId,
    audience: Audience,
    classes: z.array(z.object({ audienceId: AudienceId, code: z.string() })).meta({
      description: "The class itself, or those a group draws on",
    }),
    headTeacherIds: z.array(PersonId),
    pupils: z.array(
      z.object({
        pupilId: PersonId,
        schoolId: SchoolId,
        familyName: z.string(),
        givenName: z.string(),
        classId: AudienceId,
        classCode: z.string(),
      }),
    ),
    version: Version,
  })
  .meta({
    id: "Roster",
    description: "Who is in a class or a group",
    examples: [
      {
        schoolId: schoolExample,
        audience: audienceExample,
        classes: [{ audienceId: audienceExample.audienceId, code: "6A" }],
        headTeacherIds: [],
        pupils: [
          {
            pupilId: personExample,
            schoolId: schoolExample,
            familyName: "MARLOW",
            givenName: "Nina",
            classId: audienceExample.audienceId,
            classCode: "6A",
          },
        ],
        version: 1767225600000,
      },
    ],
  });

export const PupilCard = z
  .object({
    pupilId: PersonId,
    schoolId: SchoolId,
    familyName: z.string(),
    givenName: z.string(),
    audiences: z.array(Audience).meta({ description: "The class first, then the groups" }),
    birthDate: Day.optional(),
    regime: z.string().optional().meta({ description: "Boarding status, as the academy words it" }),
    contact: Contact.optional(),
    guardians: z.array(
      z.object({
        personId: PersonId,
        familyName: z.string(),
        givenName: z.string(),
        kinship: z.string().meta({ description: "In French" }),
        level: z.int().min(1).max(3).meta({ description: "1 legal representative, 2 in charge, 3 contact" }),
        contact: Contact.optional(),
      }),
    ),
  })
  .meta({
    id: "PupilCard",
    description: "A pupil, as far as the caller may know them",
    examples: [
      {
        pupilId: personExample,
        schoolId: schoolExample,
        familyName: "MARLOW",
        givenName: "Nina",
        audiences: [audienceExample],
        guardians: [
          { personId: "per_0k2mq4x9d0abd", familyName: "MARLOW", givenName: "Ada", kinship: "mère", level: 1 },
        ],
      },
    ],
  });
export type PupilCard = z.output<typeof PupilCard>;

/** What one academy sends for a department fits; more is a mistake. */
const MAX_FILE_BYTES = 1024 ** 3;

const NewImport = z
  .strictObject({
    kind: z.literal("aaf"),
    schoolYear: z.int().min(2000).max(2100).optional().meta({ description: "Without it, the current one" }),
    files: z
      .array(z.strictObject({ name: z.string().max(200), bytes: z.int().min(1).max(MAX_FILE_BYTES) }))
      .min(1)
      .max(100),
  })
  .meta({
    id: "NewImport",
    description: "The files of one full delivery",
    examples: [{ kind: "aaf", files: [{ name: "ENT_Complet_20261102_EtabEducNat_0000.xml", bytes: 1024 }] }],
  });

export const Counts = z
  .object({
    read: z.int().meta({ description: "Records in the files" }),
    created: z.int().meta({ description: "Written for the first time; somebody in two schools counts twice" }),
    changed: z.int(),
    unchanged: z.int(),
    faulty: z.int().meta({ description: "Records left out, each with a line in the report" }),
    missing: z.int().meta({ description: "Known before, absent from this delivery; kept" }),
  })
  .meta({
    id: "ImportCounts",
    description: "What became of one category",
    examples: [{ read: 3, created: 1, changed: 1, unchanged: 1, faulty: 0, missing: 0 }],
  });
export type Counts = z.output<typeof Counts>;

export const Import = z
  .object({
    importId: ImportId,
    kind: z.literal("aaf"),
    schoolYear: z.int(),
    state: z.enum(["awaiting-files", "queued", "running", "done", "refused", "failed"]),
    message: z.string().meta({ description: "Where it stands and what to do, in French" }),
    createdAt: Instant,
    startedAt: Instant.optional(),
    finishedAt: Instant.optional(),
    progress: z.object({ step: z.enum(["checking", "writing"]), records: z.int() }).optional(),
    counts: z
      .object({ schools: Counts, pupils: Counts, guardians: Counts, staff: Counts, audiences: Counts })
      .optional(),
    errors: z.int().meta({ description: "Lines of the report that say what was left out" }),
    warnings: z.int(),
  })
  .meta({
    id: "Import",
    description: "The import of one delivery",
    examples: [
      {
        importId: "imp_7k2mq4x9d0abc",
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
        file: "ENT_Complet_20261102_Eleve_0000.xml",
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
        importId: "imp_7k2mq4x9d0abc",
        state: "awaiting-files",
        uploads: [
          {
            name: "ENT_Complet_20261102_EtabEducNat_0000.xml",
            url: "https://bucket.example.org/imports/…",
            expiresAt: "2026-11-23T06:00:00.000Z",
          },
        ],
      },
    ],
  });

const inSchool = z.strictObject({ schoolId: SchoolId });
const ofImport = z.strictObject({ importId: ImportId });

export const directoryContract = contract({
  name: "directory",
  title: "Schools, people, classes and groups",
  problems: {
    "files-missing": {
      status: 409,
      title: "Des fichiers de la livraison manquent encore : envoyez-les, puis relancez l’import.",
    },
    "import-already-started": {
      status: 409,
      title: "Cet import est déjà lancé ou terminé : consultez son compte rendu.",
    },
  },
  routes: {
    readMe: route({
      method: "GET",
      path: "/v1/me",
      summary: "Who the caller is: schools, roles, classes, children",
      roles: [...MEMBERS, "operator"],
      priority: "essential",
      replies: { 200: Me },
    }),
    readSchool: route({
      method: "GET",
      path: "/v1/schools/{schoolId}",
      summary: "A school of the caller",
      roles: MEMBERS,
      priority: "standard",
      params: inSchool,
      replies: { 200: School },
    }),
    listAudiences: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/audiences",
      summary: "The classes and groups of a school, all at once",
      roles: STAFF,
      priority: "standard",
      params: inSchool,
      replies: { 200: page(Audience) },
    }),
    readAudience: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/audiences/{audienceId}",
      summary: "Who is in a class or a group",
      roles: STAFF,
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId, audienceId: AudienceId }),
      replies: { 200: Roster },
    }),
    readPupil: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/pupils/{pupilId}",
      summary: "A pupil, as far as school life, the pupil's teachers or the pupil's guardians may know them",
      roles: ["teacher", "cpe", "supervisor", "head", "guardian"],
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId, pupilId: PersonId }),
      replies: { 200: PupilCard },
    }),
    createImport: route({
      method: "POST",
      path: "/v1/imports",
      summary: "Announce the files of a delivery and learn where to send them",
      roles: ["operator"],
      priority: "deferrable",
      body: NewImport,
      replies: { 201: Uploads },
      idempotent: true,
    }),
    startImport: route({
      method: "POST",
      path: "/v1/imports/{importId}/start",
      summary: "All files are sent: run the import",
      roles: ["operator"],
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
      roles: ["operator"],
      priority: "deferrable",
      params: ofImport,
      replies: { 200: Import },
    }),
    listImportIssues: route({
      method: "GET",
      path: "/v1/imports/{importId}/issues",
      summary: "The report of an import, line by line",
      roles: ["operator"],
      priority: "deferrable",
      params: ofImport,
      query: z.strictObject(pageQuery),
      replies: { 200: page(ImportIssue) },
    }),
  },
});
