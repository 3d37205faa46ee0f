import { Instant, route, SchoolId } from "@preau/contract";
import * as z from "zod";

const Missing = z.object({
  code: z.enum(["no-school", "no-classes", "no-pupils", "no-staff", "no-head", "sector-without-class"]),
  message: z.string().meta({ description: "What is missing and what to do, in French" }),
});

const YearState = z.object({
  schoolYear: z.int(),
  state: z.enum(["current", "prepared", "former"]),
  people: z.int().meta({ description: "People known in that year" }),
  audiences: z.int(),
  missing: z.array(Missing).meta({ description: "What the year still lacks; empty when it may be switched to" }),
});

export const SchoolYears = z
  .object({
    schoolId: SchoolId,
    years: z.array(YearState),
    undoUntil: Instant.optional().meta({ description: "Until when the last switch may be undone" }),
    history: z.array(
      z.object({ command: z.enum(["prepare", "switch", "undo"]), schoolYear: z.int(), by: z.string(), at: Instant }),
    ),
  })
  .meta({
    id: "SchoolYears",
    description: "The school years of a school, side by side from May to September",
    examples: [
      {
        schoolId: "0990001N",
        years: [
          { schoolYear: 2026, state: "current", people: 1412, audiences: 38, missing: [] },
          {
            schoolYear: 2027,
            state: "prepared",
            people: 0,
            audiences: 0,
            missing: [{ code: "no-classes", message: "Aucune classe : importez la livraison de la rentrée." }],
          },
        ],
        history: [{ command: "prepare", schoolYear: 2027, by: "acc_7k2mq4x9d0abc", at: "2027-05-10T08:00:00.000Z" }],
      },
    ],
  });

export const YearCommand = z.enum(["prepare", "switch", "undo"]).meta({
  id: "YearCommand",
  description: "What to do with a school year",
  examples: ["prepare"],
});

const ForAllSchools = z
  .strictObject({ after: SchoolId.optional().meta({ description: "The last school of the page before" }) })
  .meta({ id: "ForAllSchools", description: "One page of the schools of the cell", examples: [{}] });

export const YearOutcomes = z
  .object({
    items: z.array(z.object({ schoolId: SchoolId, outcome: z.enum(["done", "refused"]), message: z.string() })),
    after: SchoolId.optional().meta({ description: "Send it back for the next page; none when all schools are done" }),
  })
  .meta({
    id: "YearOutcomes",
    description: "What became of the command, school by school",
    examples: [
      { items: [{ schoolId: "0990001N", outcome: "done", message: "L’année 2027-2028 est en préparation." }] },
    ],
  });

const schoolYear = z.coerce
  .number()
  .int()
  .min(2000)
  .max(2100)
  .meta({ examples: [2027] });
const inSchool = z.strictObject({ schoolId: SchoolId });
const ofYear = z.strictObject({ schoolId: SchoolId, schoolYear });
const command = {
  method: "POST",
  roles: ["head"],
  priority: "deferrable",
  params: ofYear,
  replies: { 200: SchoolYears },
  problems: ["not-the-next-year", "year-not-prepared", "year-not-ready", "too-late-to-undo"],
  idempotent: true,
} as const;

export const schoolYearRoutes = {
  readSchoolYears: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/school-years",
    summary: "The school years of the school, and what the next one still lacks",
    roles: ["head", "office"],
    priority: "deferrable",
    params: inSchool,
    replies: { 200: SchoolYears },
  }),
  prepareSchoolYear: route({
    ...command,
    path: "/v1/schools/{schoolId}/school-years/{schoolYear}/prepare",
    summary: "Open the next school year beside the current one, which stays as it is",
  }),
  switchSchoolYear: route({
    ...command,
    path: "/v1/schools/{schoolId}/school-years/{schoolYear}/switch",
    summary: "Make the prepared year the current one: accounts and class lists follow",
  }),
  undoSchoolYear: route({
    ...command,
    path: "/v1/schools/{schoolId}/school-years/{schoolYear}/undo",
    summary: "Go back to the year before, within thirty days of the switch",
  }),
  commandSchoolYears: route({
    method: "POST",
    path: "/v1/school-years/{schoolYear}/{command}",
    summary: "Prepare, switch or undo a year for all schools of the cell, a page at a time",
    roles: ["operator"],
    priority: "deferrable",
    params: z.strictObject({ schoolYear, command: YearCommand }),
    body: ForAllSchools,
    replies: { 200: YearOutcomes },
    idempotent: true,
  }),
} as const;

export const schoolYearProblems = {
  "not-the-next-year": { status: 409, title: "Seule l’année qui suit l’année en cours peut être préparée." },
  "year-not-prepared": { status: 409, title: "Cette année n’est pas en préparation : préparez-la d’abord." },
  "year-not-ready": {
    status: 409,
    title: "Il manque encore des données à cette année : complétez-les avant de basculer.",
  },
  "too-late-to-undo": {
    status: 409,
    title: "Le retour n’est possible que dans les trente jours qui suivent la bascule, vers l’année qu’elle a quittée.",
  },
} as const;
