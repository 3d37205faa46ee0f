import { Day, PersonId, route, SchoolId, STAFF_ROLES } from "@preau/contract";
import * as z from "zod";

const name = z.string().trim().min(1).max(100);
const mail = z.email().max(254);
const phones = z.array(z.string().regex(/^[+0-9 .()-]{6,20}$/)).max(5);
const audienceCode = z.string().min(1).max(40);
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const guardianship = {
  level,
  kinship: z
    .string()
    .regex(/^[0-9]{2}$/)
    .meta({ description: "Code of SIECLE: 10 mother, 20 father …" }),
};

const described = {
  familyName: name,
  givenName: name,
  birthDate: Day.optional(),
  mail: mail.optional(),
  phones: phones.optional(),
};

const NewPerson = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("staff"), ...described, role: z.enum(STAFF_ROLES) }),
    z.strictObject({
      kind: z.literal("pupil"),
      ...described,
      classCode: audienceCode.optional(),
      groupCodes: z.array(audienceCode).max(40).optional(),
    }),
    z.strictObject({ kind: z.literal("guardian"), ...described, pupilId: PersonId, ...guardianship }),
  ])
  .meta({
    id: "NewPerson",
    description: "Somebody the academy does not know, or not yet",
    examples: [{ kind: "staff", familyName: "BRIAC", givenName: "Solène", role: "supervisor" }],
  });

const PersonPatch = z
  .strictObject({
    familyName: name.nullable(),
    givenName: name.nullable(),
    birthDate: Day.nullable(),
    mail: mail.nullable(),
    phones: phones.nullable(),
    classCode: audienceCode.nullable(),
    groupCodes: z.array(audienceCode).max(40).nullable(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "Donnez au moins une information à changer.")
  .meta({
    id: "PersonPatch",
    description: "What the school corrects; null takes a correction back",
    examples: [{ phones: ["+33 6 99 00 00 09"] }],
  });

const GuardianRights = z
  .strictObject({ ...guardianship, access: z.enum(["full", "none"]), contactPriority: z.boolean() })
  .partial()
  .refine((rights) => Object.keys(rights).length > 0, "Donnez au moins une information à changer.")
  .meta({
    id: "GuardianRights",
    description: "What the school says of one adult of a pupil; access none when a court took the rights away",
    examples: [{ access: "none" }],
  });

export const PersonRecord = z.object({ schoolId: SchoolId, personId: PersonId, pupilId: PersonId.optional() }).meta({
  id: "PersonRecord",
  description: "The record that was written",
  examples: [{ schoolId: "0990001N", personId: "per_7k2mq4x9d0abc" }],
});

export const manualPeopleProblems = {
  "only-a-head": {
    status: 403,
    title: "Seule la direction peut donner les droits de direction : demandez-lui de créer cette fiche.",
  },
  "record-moved": {
    status: 409,
    title: "Cette fiche vient d’être modifiée par quelqu’un d’autre : relisez-la, puis recommencez.",
  },
} as const;

const OFFICE = ["head", "office"] as const;
const inSchool = z.strictObject({ schoolId: SchoolId });
const ofPerson = z.strictObject({ schoolId: SchoolId, personId: PersonId });

export const manualPeopleRoutes = {
  createPerson: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/people",
    summary: "Record somebody the academy does not know; survives every import",
    roles: OFFICE,
    priority: "standard",
    params: inSchool,
    body: NewPerson,
    replies: { 201: PersonRecord },
    problems: ["record-moved", "only-a-head"],
    idempotent: true,
  }),
  changePerson: route({
    method: "PATCH",
    path: "/v1/schools/{schoolId}/people/{personId}",
    summary: "Correct what the sources say of somebody, or take a correction back",
    roles: OFFICE,
    priority: "standard",
    params: ofPerson,
    body: PersonPatch,
    replies: { 200: PersonRecord },
    problems: ["record-moved"],
    idempotent: true,
  }),
  setGuardian: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/guardians/{personId}",
    summary: "Say how an adult answers for a pupil, or that they have no access any more",
    roles: OFFICE,
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, pupilId: PersonId, personId: PersonId }),
    body: GuardianRights,
    replies: { 200: PersonRecord },
    problems: ["record-moved"],
    idempotent: true,
  }),
} as const;
