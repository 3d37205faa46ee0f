import {
  AudienceId,
  Instant,
  MEMBER_ROLES,
  PersonId,
  page,
  pageQuery,
  Role,
  route,
  SchoolId,
  STAFF_ROLES,
} from "@preau/contract";
import * as z from "zod";
import { Contact } from "./audience-contract.ts";

const schoolExample = "0990001N";
const personExample = "per_7k2mq4x9d0abc";

export const FoundPerson = z
  .object({
    schoolId: SchoolId,
    personId: PersonId,
    pupilId: PersonId.optional().meta({ description: "The same id, when the person is a pupil" }),
    familyName: z.string(),
    givenName: z.string(),
    roles: z.array(Role),
    classId: AudienceId.optional(),
    classCode: z.string().optional(),
  })
  .meta({
    id: "FoundPerson",
    description: "Somebody the caller may see: a name, a role, a class; never a contact",
    examples: [
      {
        schoolId: schoolExample,
        personId: personExample,
        pupilId: personExample,
        familyName: "MARLOW",
        givenName: "Nina",
        roles: ["pupil"],
        classId: "aud_7k2mq4x9d0abc",
        classCode: "6A",
      },
    ],
  });

export const StaffMember = z
  .object({
    schoolId: SchoolId,
    personId: PersonId,
    title: z.string().optional(),
    familyName: z.string(),
    givenName: z.string(),
    roles: z.array(Role),
    functions: z.array(z.object({ code: z.string(), label: z.string().optional() })).meta({
      description: "Every function held in this school, as the academy names it",
    }),
    teaches: z.array(z.object({ audienceId: AudienceId, code: z.string(), subjects: z.array(z.string()) })),
    headTeacherOf: z.array(z.object({ audienceId: AudienceId, code: z.string() })),
  })
  .meta({
    id: "StaffMember",
    description: "Somebody who works in the school, as every member of it may know them",
    examples: [
      {
        schoolId: schoolExample,
        personId: personExample,
        title: "Mme",
        familyName: "BRIAC",
        givenName: "Solène",
        roles: ["teacher"],
        functions: [{ code: "ENS", label: "ENSEIGNEMENT" }],
        teaches: [{ audienceId: "aud_7k2mq4x9d0abc", code: "6A", subjects: ["MATHEMATIQUES"] }],
        headTeacherOf: [{ audienceId: "aud_7k2mq4x9d0abc", code: "6A" }],
      },
    ],
  });

export const OwnContact = z
  .object({
    mail: z.string().optional(),
    phone: z.string().optional(),
    smsConsent: z.boolean().optional(),
    addressSharing: z.boolean().optional(),
    statedAt: Instant.meta({ description: "When the person said so themselves" }),
  })
  .meta({
    id: "OwnContact",
    description:
      "What a person says of how to reach them; school life sees it with its date, beside what the academy says",
    examples: [{ phone: "+33 6 99 00 00 09", smsConsent: true, statedAt: "2026-11-23T07:00:00.000Z" }],
  });

export const PersonCard = z
  .object({
    schoolId: SchoolId,
    personId: PersonId,
    pupilId: PersonId.optional(),
    title: z.string().optional(),
    familyName: z.string(),
    givenName: z.string(),
    roles: z.array(Role),
    className: z.string().optional(),
    functions: z.array(z.object({ code: z.string(), label: z.string().optional() })),
    teaches: z.array(z.object({ audienceId: AudienceId, code: z.string(), subjects: z.array(z.string()) })),
    headTeacherOf: z.array(z.object({ audienceId: AudienceId, code: z.string() })),
    children: z
      .array(
        z.object({
          pupilId: PersonId,
          schoolId: SchoolId,
          familyName: z.string(),
          givenName: z.string(),
          className: z.string().optional(),
          kinship: z.string().meta({ description: "In French" }),
          level: z.int().min(1).max(3).meta({ description: "1 legal representative, 2 in charge, 3 contact" }),
          contactPriority: z.boolean().optional(),
        }),
      )
      .meta({ description: "Of a guardian: the pupils they answer for, as far as the caller may know" }),
    contact: Contact.optional().meta({ description: "For school life, and one's own" }),
    ownContact: OwnContact.optional(),
    mayWrite: z.boolean().meta({ description: "Whether the caller may write to this person first" }),
  })
  .meta({
    id: "PersonCard",
    description: "A person of the school, as far as the caller may know them",
    examples: [
      {
        schoolId: schoolExample,
        personId: personExample,
        familyName: "BRIAC",
        givenName: "Solène",
        roles: ["teacher"],
        functions: [{ code: "ENS", label: "ENSEIGNEMENT" }],
        teaches: [],
        headTeacherOf: [],
        children: [],
        mayWrite: true,
      },
    ],
  });

export const Visibility = z
  .object({
    schoolId: SchoolId,
    personId: PersonId,
    maySee: z.literal(true),
    mayWrite: z.boolean(),
    because: z
      .array(z.string())
      .meta({ description: "The edges of the graph that lead from the caller to the person" }),
  })
  .meta({
    id: "Visibility",
    description: "Whether the caller may write to somebody they may see, and why",
    examples: [
      {
        schoolId: schoolExample,
        personId: personExample,
        maySee: true,
        mayWrite: true,
        because: ["pupilToOwnTeachers"],
      },
    ],
  });

const OwnContactPatch = z
  .strictObject({
    mail: z.email("Donnez une adresse électronique complète.").max(254).nullable(),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 .-]{5,24}$/, "Donnez un numéro de téléphone : des chiffres, avec ou sans indicatif.")
      .nullable(),
    smsConsent: z.boolean().nullable(),
    addressSharing: z.boolean().nullable(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "Donnez au moins une information à changer.")
  .meta({
    id: "OwnContactPatch",
    description: "What to change of one's own contact; null takes back what was said",
    examples: [{ smsConsent: true, phone: "+33 6 99 00 00 09" }],
  });

const inSchool = z.strictObject({ schoolId: SchoolId });
const ofPerson = z.strictObject({ schoolId: SchoolId, personId: PersonId });

export const peopleRoutes = {
  findPeople: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/people",
    summary: "People the caller may see, by the beginning of any word of their name",
    roles: MEMBER_ROLES,
    priority: "standard",
    params: inSchool,
    query: z.strictObject({
      ...pageQuery,
      search: z.string().trim().min(1).max(80).optional(),
      role: Role.optional(),
      audienceId: AudienceId.optional().meta({ description: "Pupils of this class or group alone" }),
      linkedSchoolId: SchoolId.optional().meta({ description: "Search a school linked to this one" }),
    }),
    replies: { 200: page(FoundPerson) },
  }),
  readPerson: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/people/{personId}",
    summary: "A person of the school, as far as the caller may know them",
    roles: MEMBER_ROLES,
    priority: "standard",
    params: ofPerson,
    replies: { 200: PersonCard },
  }),
  readVisibility: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/people/{personId}/visibility",
    summary: "Whether the caller may write to somebody, and why",
    roles: MEMBER_ROLES,
    priority: "standard",
    params: ofPerson,
    query: z.strictObject({
      linkedSchoolId: SchoolId.optional().meta({ description: "The person's school, when it is another one, linked" }),
    }),
    replies: { 200: Visibility },
  }),
  listStaff: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/staff",
    summary: "Who works in the school, with their functions and classes",
    roles: MEMBER_ROLES,
    priority: "standard",
    params: inSchool,
    query: z.strictObject(pageQuery),
    replies: { 200: page(StaffMember) },
  }),
  readOwnContact: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/me/contact",
    summary: "What the caller said of how to reach them",
    roles: MEMBER_ROLES,
    priority: "standard",
    params: inSchool,
    replies: {
      200: z.object({ schoolId: SchoolId, personId: PersonId, contact: Contact, ownContact: OwnContact.optional() }),
    },
  }),
  changeOwnContact: route({
    method: "PATCH",
    path: "/v1/schools/{schoolId}/me/contact",
    summary: "Say how to be reached, and agree to text messages or to sharing one's address",
    roles: ["guardian", ...STAFF_ROLES],
    priority: "standard",
    params: inSchool,
    body: OwnContactPatch,
    replies: { 200: OwnContact },
  }),
} as const;
