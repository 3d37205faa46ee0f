import {
  AudienceId,
  ClockTime,
  Day,
  Instant,
  PersonId,
  page,
  pageQuery,
  Role,
  route,
  SchoolId,
  STAFF_ROLES,
  Version,
} from "@preau/contract";
import * as z from "zod";

export const IncidentId = z
  .string()
  .regex(/^inc_[0-9a-z]{13}$/, "Donnez l’identifiant d’un incident tel que la liste le donne.")
  .meta({ id: "IncidentId", description: "An incident", examples: ["inc_0t2mq4x9d0abc"] });

const ListedId = z.string().regex(/^[a-z0-9-]{2,40}$/, "Choisissez dans la liste de l’établissement.");
const description = z.string().trim().min(1, "Décrivez les faits.").max(4_000);

/** What somebody was in an incident. */
export const PROTAGONIST_ROLES = ["author", "victim", "witness", "aggressor"] as const;

const NewProtagonist = z
  .strictObject({
    role: z.enum(PROTAGONIST_ROLES),
    pupilId: PersonId.exactOptional(),
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .exactOptional()
      .meta({ description: "Of somebody who is no pupil of the school" }),
  })
  .refine(({ pupilId, name }) => (pupilId === undefined) !== (name === undefined), {
    path: ["pupilId"],
    message: "Désignez un élève ou écrivez un nom, l’un ou l’autre.",
  });

const facts = {
  day: Day,
  time: ClockTime.exactOptional().meta({ description: "Left out when nobody knows" }),
  typeId: ListedId,
  placeId: ListedId,
  gravity: z.int().min(1).max(5).meta({ description: "From 1, as the school words its levels" }),
  description,
  protagonists: z.array(NewProtagonist).min(1).max(20),
  partnerIds: z.array(ListedId).max(20).default([]).meta({ description: "Who outside the school is to be warned" }),
};

const newExample = {
  day: "2026-11-23",
  time: "10:05",
  typeId: "violence-physical",
  placeId: "yard",
  gravity: 3,
  description: "Bousculade pendant la récréation ; un élève est tombé.",
  protagonists: [{ role: "victim", pupilId: "per_7k2mq4x9d0abc" }],
  partnerIds: [],
} as const;

export const NewIncident = z
  .strictObject(facts)
  .refine(
    ({ protagonists }) => {
      const pupils = protagonists.flatMap(({ pupilId }) => pupilId ?? []);
      return new Set(pupils).size === pupils.length;
    },
    { path: ["protagonists"], message: "Un élève figure deux fois : gardez une seule ligne." },
  )
  .meta({ id: "NewIncident", description: "What happened, where, when, to whom", examples: [newExample] });

const version = Version.meta({ description: "The version that was on screen" });

export const NewIncidentStep = z
  .discriminatedUnion("step", [
    z.strictObject({
      step: z.literal("amend"),
      version,
      reason: z.string().trim().min(1).max(500).meta({ description: "Why what was written is corrected" }),
      typeId: ListedId.exactOptional(),
      placeId: ListedId.exactOptional(),
      gravity: facts.gravity.exactOptional(),
      description: description.exactOptional(),
      time: ClockTime.exactOptional(),
    }),
    z.strictObject({ step: z.literal("warn"), version, partnerId: ListedId, on: Day }),
    z.strictObject({ step: z.literal("process"), version, comment: z.string().trim().max(2_000).exactOptional() }),
    z.strictObject({ step: z.literal("reopen"), version, reason: z.string().trim().min(1).max(500) }),
  ])
  .meta({
    id: "NewIncidentStep",
    description: "What is done about an incident; what was first written stays in its history",
    examples: [{ step: "process", version: 1, comment: "Familles reçues." }],
  });

const Protagonist = z.object({
  schoolId: SchoolId,
  role: z.enum(PROTAGONIST_ROLES),
  pupilId: PersonId.exactOptional(),
  name: z.string(),
  className: z.string().exactOptional(),
});

const incidentExample = {
  incidentId: "inc_0t2mq4x9d0abc",
  schoolId: "0990001N",
  day: "2026-11-23",
  time: "10:05",
  type: "Violence physique",
  place: "Cour",
  gravity: { level: 3, label: "Grave" },
  description: newExample.description,
  protagonists: [
    { schoolId: "0990001N", role: "victim", pupilId: "per_7k2mq4x9d0abc", name: "Nina MARLOW", className: "6A" },
  ],
  partners: [],
  state: "to-process",
  by: { personId: "per_0k2mq4x9d0abd", role: "supervisor" },
  version: 1,
} as const;

const Author = z.object({ personId: PersonId, role: Role });

const IncidentHead = z.object({
  incidentId: IncidentId,
  schoolId: SchoolId,
  day: Day,
  time: ClockTime.exactOptional(),
  type: z.string(),
  place: z.string(),
  gravity: z.object({ level: z.int(), label: z.string() }),
  description: z.string(),
  protagonists: z.array(Protagonist),
  partners: z.array(z.object({ partnerId: z.string(), label: z.string(), warnedOn: Day.exactOptional() })),
  state: z.enum(["to-process", "processed"]),
  by: Author,
  version: Version,
});

export const Incident = IncidentHead.meta({
  id: "Incident",
  description: "An incident as it stands",
  examples: [incidentExample],
});
export type Incident = z.output<typeof Incident>;

export const IncidentHistory = IncidentHead.extend({
  measures: z
    .array(
      z.object({ schoolId: SchoolId, pupilId: PersonId, measureId: z.string(), label: z.string(), state: z.string() }),
    )
    .meta({ description: "Punishments and sanctions that followed" }),
  history: z.array(z.object({ step: z.string(), by: Author, at: Instant, comment: z.string().exactOptional() })),
}).meta({
  id: "IncidentHistory",
  description: "An incident, what followed, and who did what about it",
  examples: [
    {
      ...incidentExample,
      measures: [],
      history: [{ step: "report", by: incidentExample.by, at: "2026-11-23T09:20:00.000Z" }],
    },
  ],
});

const IncidentLine = z.object({
  incidentId: IncidentId,
  schoolId: SchoolId,
  day: Day,
  time: ClockTime.exactOptional(),
  type: z.string(),
  place: z.string(),
  gravity: z.object({ level: z.int(), label: z.string() }),
  protagonists: z.array(Protagonist),
  state: z.enum(["to-process", "processed"]),
  by: Author,
});
export type IncidentLine = z.output<typeof IncidentLine>;

const ofSchool = z.strictObject({ schoolId: SchoolId });
const ofIncident = z.strictObject({ schoolId: SchoolId, incidentId: IncidentId });

export const incidentRoutes = {
  reportIncident: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/incidents",
    summary: "Reports an incident",
    roles: STAFF_ROLES,
    priority: "standard",
    params: ofSchool,
    body: NewIncident,
    idempotent: true,
    replies: { 201: Incident },
  }),
  moveIncident: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/incidents/{incidentId}/steps",
    summary: "Corrects an incident, says that a partner was warned, that it is dealt with, or no longer",
    roles: STAFF_ROLES,
    priority: "standard",
    params: ofIncident,
    body: NewIncidentStep,
    idempotent: true,
    replies: { 200: Incident },
    problems: ["incident-processed"],
  }),
  readIncident: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/incidents/{incidentId}",
    summary: "An incident with what followed",
    roles: STAFF_ROLES,
    priority: "standard",
    params: ofIncident,
    replies: { 200: IncidentHistory },
  }),
  listIncidents: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/incidents",
    summary:
      "Incidents between two days (a month unless said), latest first; to others than school life, those they reported",
    roles: STAFF_ROLES,
    priority: "standard",
    params: ofSchool,
    query: z.strictObject({
      from: Day.optional(),
      to: Day.optional(),
      classId: AudienceId.optional(),
      state: z.enum(["to-process", "processed"]).optional(),
      ...pageQuery,
    }),
    replies: { 200: page(IncidentLine) },
  }),
} as const;

export const incidentProblems = {
  "incident-processed": { status: 409, title: "L’incident n’en est pas à cette étape : relisez-le." },
} as const;
