import { Day, Instant, PersonId, route, SCHOOL_LIFE, SchoolId, STAFF_ROLES, Version } from "@preau/contract";
import * as z from "zod";
import { PUNISHMENT_KINDS, SANCTION_KINDS } from "./measures-contract.ts";

const ListedId = z
  .string()
  .regex(/^[a-z0-9-]{2,40}$/, "Identifiant : de 2 à 40 lettres minuscules, chiffres ou tirets.");
const label = z.string().trim().min(1).max(80);
const Listed = z.strictObject({ id: ListedId, label });
const list = z
  .array(Listed)
  .min(1)
  .max(60)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "Deux lignes ont le même identifiant.");

const settingsShape = {
  incidentTypes: list,
  places: list,
  partners: list.meta({ description: "Who may have to be warned: police, social services, a guardian’s office …" }),
  gravities: z.array(label).min(1).max(5).meta({ description: "The levels in words, from the lightest" }),
  punishments: z
    .array(z.strictObject({ id: ListedId, kind: z.enum(PUNISHMENT_KINDS), label }))
    .min(1)
    .max(30)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "Deux lignes ont le même identifiant."),
  familiesSeePunishments: z.boolean().meta({
    description: "For punishments given from then on; sanctions are always told, as the law has it",
  }),
  teachersSee: z.enum(["given", "taught"]).meta({
    description: "What they gave, or the punishments and decided sanctions of all whom they teach",
  }),
  letterhead: z
    .strictObject({
      lines: z.array(z.string().trim().min(1).max(80)).max(6),
      city: z.string().trim().max(60),
      signatory: z.string().trim().max(120),
    })
    .meta({ description: "What letters begin and end with" }),
};

const settingsExample = {
  incidentTypes: [{ id: "violence-physical", label: "Violence physique" }],
  places: [{ id: "yard", label: "Cour" }],
  partners: [{ id: "police", label: "Police ou gendarmerie" }],
  gravities: ["Léger", "Sérieux", "Grave"],
  punishments: [{ id: "detention", kind: "detention", label: "Retenue" }],
  familiesSeePunishments: true,
  teachersSee: "given",
  letterhead: { lines: ["Collège de démonstration"], city: "Exempleville", signatory: "La principale" },
} as const;

export const NewDisciplineSettings = z
  .strictObject({
    version: Version.meta({ description: "The version that was on screen; 0 for the first" }),
    ...settingsShape,
  })
  .meta({
    id: "NewDisciplineSettings",
    description: "The lists and habits of a school",
    examples: [{ version: 0, ...settingsExample }],
  });

export const DisciplineSettings = z
  .object({ schoolId: SchoolId, version: Version, ...settingsShape, setAt: Instant.nullable() })
  .meta({
    id: "DisciplineSettings",
    description: "The lists and habits of a school; the usual ones where it has decided nothing",
    examples: [{ schoolId: "0990001N", version: 1, ...settingsExample, setAt: "2026-09-01T08:00:00.000Z" }],
  });
export type DisciplineSettings = z.output<typeof DisciplineSettings>;

/** What the head may have signed by somebody else. */
const ACTS = ["open", "pronounce"] as const;

const Delegation = z
  .strictObject({
    personId: PersonId,
    acts: z.array(z.enum(ACTS)).min(1).meta({ description: "`open` procedures, `pronounce` sanctions" }),
    kinds: z.array(z.enum(SANCTION_KINDS)).min(1).meta({ description: "The sanctions they may pronounce" }),
    from: Day,
    to: Day,
  })
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    message: "La fin précède le début : corrigez l’une des dates.",
  });

const delegationExample = {
  personId: "per_0k2mq4x9d0abd",
  acts: ["open", "pronounce"],
  kinds: ["warning", "reprimand"],
  from: "2026-09-01",
  to: "2027-07-31",
} as const;

export const NewSignatureDelegations = z
  .strictObject({
    version: Version.meta({ description: "The version that was on screen; 0 for the first" }),
    delegations: z.array(Delegation).max(20),
  })
  .meta({
    id: "NewSignatureDelegations",
    description: "Who signs for the head (délégation de signature)",
    examples: [{ version: 0, delegations: [delegationExample] }],
  });

export const SignatureDelegations = z
  .object({ schoolId: SchoolId, version: Version, delegations: z.array(Delegation), setAt: Instant.nullable() })
  .meta({
    id: "SignatureDelegations",
    description: "Who signs for the head, for what, from when to when",
    examples: [
      { schoolId: "0990001N", version: 1, delegations: [delegationExample], setAt: "2026-09-01T08:00:00.000Z" },
    ],
  });
export type SignatureDelegation = z.output<typeof Delegation>;

const ofSchool = z.strictObject({ schoolId: SchoolId });

export const schoolRoutes = {
  readDisciplineSettings: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/discipline-settings",
    summary: "The school's lists (types, places, partners, punishments) and who sees what",
    roles: STAFF_ROLES,
    priority: "standard",
    params: ofSchool,
    replies: { 200: DisciplineSettings },
  }),
  setDisciplineSettings: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/discipline-settings",
    summary: "Decides on the school's lists and on who sees what",
    roles: ["head", "cpe"],
    priority: "standard",
    params: ofSchool,
    body: NewDisciplineSettings,
    idempotent: true,
    replies: { 200: DisciplineSettings },
  }),
  readSignatureDelegations: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/signature-delegations",
    summary: "Who signs sanctions for the head",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "standard",
    params: ofSchool,
    replies: { 200: SignatureDelegations },
  }),
  setSignatureDelegations: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/signature-delegations",
    summary: "Lets others sign for the head, for some sanctions and some time",
    roles: ["head"],
    priority: "standard",
    params: ofSchool,
    body: NewSignatureDelegations,
    idempotent: true,
    replies: { 200: SignatureDelegations },
  }),
} as const;
