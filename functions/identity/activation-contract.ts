import {
  AudienceId,
  file,
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

const schoolExample = "0990001N";
const audienceExample = "aud_7k2mq4x9d0abc";
const personExample = "per_7k2mq4x9d0abc";

export const ActivationSelection = z
  .strictObject({
    audienceId: AudienceId.optional(),
    who: z.enum(["pupils", "guardians", "all"]).default("all").meta({ description: "Of a class: whose codes" }),
    role: z.enum(STAFF_ROLES).optional(),
    personIds: z.array(PersonId).min(1).max(100).optional(),
  })
  .refine(
    ({ audienceId, role, personIds }) => [audienceId, role, personIds].filter((one) => one !== undefined).length === 1,
    "Donnez une classe, une fonction ou des personnes, et l’une des trois seulement.",
  )
  .meta({
    id: "ActivationSelection",
    description: "Whose codes to make: a class or a group, the staff of one role, or named people",
    examples: [{ audienceId: audienceExample, who: "pupils" }, { role: "teacher" }, { personIds: [personExample] }],
  });
export type ActivationSelection = z.output<typeof ActivationSelection>;

const why = {
  reason: z.enum(["forgotten", "stolen", "renewal", "other"]),
  note: z.string().trim().max(500).optional().meta({ description: "For the school's own record; never logged" }),
};

export const PasswordResetOrder = z.strictObject(why).meta({
  id: "PasswordResetOrder",
  description: "Why somebody's password is withdrawn",
  examples: [{ reason: "stolen", note: "Message envoyé à son insu" }],
});

export const AudienceResetOrder = z
  .strictObject({ ...why, who: z.enum(["pupils", "guardians", "all"]).default("pupils") })
  .meta({
    id: "AudienceResetOrder",
    description: "Why the passwords of a class are withdrawn, and whose",
    examples: [{ reason: "renewal", who: "pupils" }],
  });

export const PasswordReset = z
  .object({
    resetId: z.string().regex(/^rst_[0-9a-z]{13}$/),
    schoolId: SchoolId,
    audienceId: AudienceId.optional(),
    personId: PersonId.optional(),
    ...why,
    by: z.object({ personId: PersonId, role: Role }),
    at: Instant,
    reset: z.int().meta({ description: "Accounts whose password was withdrawn: they now wait for a code" }),
    refused: z
      .int()
      .meta({ description: "Accounts left alone: they also belong to people this school may not act for" }),
  })
  .meta({
    id: "PasswordReset",
    description: "Passwords withdrawn by a school: by whom, why, of how many accounts",
    examples: [
      {
        resetId: "rst_7k2mq4x9d0abc",
        schoolId: schoolExample,
        audienceId: audienceExample,
        reason: "renewal",
        by: { personId: personExample, role: "head" },
        at: "2026-11-23T07:04:00.000Z",
        reset: 28,
        refused: 0,
      },
    ],
  });
export type PasswordReset = z.output<typeof PasswordReset>;

const inSchool = z.strictObject({ schoolId: SchoolId });
export const Charter = z
  .object({
    text: z.string(),
    version: Version.meta({ description: "To send back when writing; 0 where the school never wrote one" }),
    inherited: z
      .boolean()
      .meta({ description: "The text of the territory, or the usual one: the school has none of its own" }),
    writtenAt: Instant.optional(),
  })
  .meta({
    id: "Charter",
    description: "The rules people accept before they enter",
    examples: [
      { text: "Mon compte est personnel.", version: 2, inherited: false, writtenAt: "2026-08-31T09:00:00.000Z" },
    ],
  });

export const CharterChange = z.strictObject({ text: z.string().trim().min(1).max(20_000), version: Version }).meta({
  id: "CharterChange",
  description: "A new text, which everybody will be asked to accept, and the version it replaces",
  examples: [{ text: "Mon compte est personnel.", version: 1 }],
});

const RENEWERS = ["head", "office", "teacher"] as const;

/** Codes by which accounts are opened, and passwords withdrawn: by those who have the person in front of them. */
export const activationRoutes = {
  printActivationSheet: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/activation-sheets",
    summary:
      "Make new codes for accounts without a password and print them, one coupon a person; codes printed before for them are dead",
    roles: RENEWERS,
    priority: "deferrable",
    params: inSchool,
    body: ActivationSelection,
    replies: { 200: file("application/pdf", "Coupons to cut out, in French") },
  }),
  exportActivationCodes: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/activation-codes",
    summary:
      "Make new codes for accounts without a password and list them for a spreadsheet; codes printed before for them are dead",
    roles: RENEWERS,
    priority: "deferrable",
    params: inSchool,
    body: ActivationSelection,
    replies: { 200: file("text/csv", "Semicolons, UTF-8 with its mark, titles in French") },
  }),
  resetPersonPassword: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/people/{personId}/password-reset",
    summary: "Withdraw a person's password and end their sign-ins everywhere; a code must then be printed for them",
    roles: RENEWERS,
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, personId: PersonId }),
    body: PasswordResetOrder,
    replies: { 200: PasswordReset },
    idempotent: true,
  }),
  resetAudiencePasswords: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/audiences/{audienceId}/password-reset",
    summary: "Withdraw the passwords of a whole class and end its sign-ins; codes must then be printed",
    roles: ["head", "office"],
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, audienceId: AudienceId }),
    body: AudienceResetOrder,
    replies: { 200: PasswordReset },
    idempotent: true,
  }),
  readCharter: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/charter",
    summary: "The charter in force in the school",
    roles: ["head", "office"],
    priority: "deferrable",
    params: inSchool,
    replies: { 200: Charter },
  }),
  writeCharter: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/charter",
    summary: "Write the charter of the school; whoever enters by a code accepts it anew",
    roles: ["head"],
    priority: "deferrable",
    params: inSchool,
    body: CharterChange,
    replies: { 200: Charter },
  }),
  readTerritoryCharter: route({
    method: "GET",
    path: "/v1/territory/charter",
    summary: "The charter of schools that wrote none",
    roles: ["operator"],
    priority: "deferrable",
    replies: { 200: Charter },
  }),
  writeTerritoryCharter: route({
    method: "PUT",
    path: "/v1/territory/charter",
    summary: "Write the charter of schools that write none",
    roles: ["operator"],
    priority: "deferrable",
    body: CharterChange,
    replies: { 200: Charter },
  }),
  listPasswordResets: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/password-resets",
    summary: "Passwords withdrawn by the school in the last thirteen months: who, why, when; the latest first",
    roles: ["head"],
    priority: "deferrable",
    params: inSchool,
    query: z.strictObject(pageQuery),
    replies: { 200: page(PasswordReset) },
  }),
};
