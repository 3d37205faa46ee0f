import { Day, PersonId, page, pageQuery, route, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

const authorityExample = "aut_7k2mq4x9d0abc";

export const AuthorityId = z
  .string()
  .regex(/^aut_[0-9a-z]{13}$/, "Donnez un identifiant tel que l’API l’a donné : aut_ et treize caractères.")
  .brand<"AuthorityId">()
  .meta({ id: "AuthorityId", description: "A region, a department or a commune", examples: [authorityExample] });
export type AuthorityId = z.output<typeof AuthorityId>;

const settings = {
  name: z.string().min(1).max(120),
  kind: z.enum(["region", "department", "commune"]),
  schoolIds: z.array(SchoolId).max(2_000).meta({ description: "The schools it answers for, and no others" }),
  memberIds: z.array(PersonId).max(200).meta({ description: "Its people: they hold the role `authority`" }),
};
const settingsExample = {
  name: "Commune de Ville-Test",
  kind: "commune",
  schoolIds: ["0990001N"],
  memberIds: ["per_7k2mq4x9d0abc"],
};

const AuthoritySettings = z
  .strictObject({ ...settings, version: Version.meta({ description: "The one read; 0 for a new one" }) })
  .meta({
    id: "AuthoritySettings",
    description: "Who an authority is, and what it answers for",
    examples: [{ ...settingsExample, version: 0 }],
  });

export const Authority = z.object({ authorityId: AuthorityId, ...settings, version: Version }).meta({
  id: "Authority",
  description: "A region, a department or a commune, and what it answers for",
  examples: [{ authorityId: authorityExample, ...settingsExample, version: 1 }],
});
export type Authority = z.output<typeof Authority>;

export const AuthoritySchool = z
  .object({
    schoolId: SchoolId,
    name: z.string(),
    type: z.string().optional(),
    postalCode: z.string().optional(),
    city: z.string().optional(),
  })
  .meta({
    id: "AuthoritySchool",
    description: "A school an authority answers for",
    examples: [{ schoolId: "0990001N", name: "Collège Ada Lovelace", type: "COLLEGE", city: "VILLE-TEST" }],
  });

const counted = z.object({ code: z.string(), label: z.string(), pupils: z.int() });

export const SchoolFigures = z
  .object({
    schoolId: SchoolId,
    name: z.string(),
    day: Day.meta({ description: "Counted on that day" }),
    pupils: z.int(),
    classes: z.array(counted).meta({ description: "Exact: a commune plans meals and rooms by them" }),
    levels: z.array(counted),
    regimes: z
      .array(z.object({ label: z.string(), pupils: z.int().optional() }))
      .meta({ description: "Boarders, half-boarders …; no number under five, which could tell of one family" }),
    staff: z.array(z.object({ role: z.string(), people: z.int() })),
  })
  .meta({
    id: "SchoolFigures",
    description: "How many people are in a school: numbers, never names",
    examples: [
      {
        schoolId: "0990001N",
        name: "Collège Ada Lovelace",
        day: "2026-11-23",
        pupils: 27,
        classes: [{ code: "6A", label: "Sixième A", pupils: 27 }],
        levels: [{ code: "10010012110", label: "6EME", pupils: 27 }],
        regimes: [{ label: "DEMI-PENSIONNAIRE", pupils: 23 }, { label: "EXTERNE" }],
        staff: [{ role: "teacher", people: 2 }],
      },
    ],
  });
export type SchoolFigures = z.output<typeof SchoolFigures>;

/** Fewer lines would ask about a child rather than about a list. */
const LEAST_LINES = 20;

const ListToCompare = z
  .strictObject({
    schoolId: SchoolId,
    pupils: z
      .array(z.strictObject({ familyName: z.string().max(100), givenName: z.string().max(100), birthDate: Day }))
      .min(LEAST_LINES, "Comparez une liste entière : vingt élèves au moins.")
      .max(2_000),
  })
  .meta({
    id: "ListToCompare",
    description: "The pupils whom a commune believes to be in one of its schools",
    examples: [
      {
        schoolId: "0990001N",
        pupils: Array.from({ length: LEAST_LINES }, (_, index) => ({
          familyName: "MARLOW",
          givenName: `Nina ${index}`,
          birthDate: "2016-03-14",
        })),
      },
    ],
  });

const Comparison = z
  .object({
    schoolId: SchoolId,
    sent: z.int(),
    matched: z.int(),
    unmatched: z.array(z.int()).meta({ description: "Numbers of the lines sent that match nobody, the first is 1" }),
    notInList: z.int().meta({ description: "How many pupils of the school no line names; never who" }),
    message: z.string().meta({ description: "What was found and what to do, in French" }),
  })
  .meta({
    id: "ListComparison",
    description: "How far a commune's list and the school's agree",
    examples: [
      {
        schoolId: "0990001N",
        sent: 25,
        matched: 24,
        unmatched: [7],
        notInList: 2,
        message: "24 élèves sur 25 se retrouvent dans l’établissement ; 1 ligne n’y correspond à personne.",
      },
    ],
  });

const ofAuthority = z.strictObject({ authorityId: AuthorityId });
const readers = ["authority", "operator"] as const;

export const authorityRoutes = {
  defineAuthority: route({
    method: "PUT",
    path: "/v1/authorities/{authorityId}",
    summary: "Say who a region, a department or a commune is, and which schools it answers for",
    roles: ["operator"],
    priority: "deferrable",
    params: ofAuthority,
    body: AuthoritySettings,
    replies: { 200: Authority },
    idempotent: true,
  }),
  listAuthorities: route({
    method: "GET",
    path: "/v1/authorities",
    summary: "The authorities of the territory; to their people, their own",
    roles: readers,
    priority: "deferrable",
    replies: { 200: page(Authority) },
  }),
  listAuthoritySchools: route({
    method: "GET",
    path: "/v1/authorities/{authorityId}/schools",
    summary: "The schools an authority answers for",
    roles: readers,
    priority: "deferrable",
    params: ofAuthority,
    replies: { 200: page(AuthoritySchool) },
  }),
  readFigures: route({
    method: "GET",
    path: "/v1/authorities/{authorityId}/figures",
    summary: "How many pupils and staff are in each school of an authority: numbers, never names",
    roles: readers,
    priority: "deferrable",
    params: ofAuthority,
    query: z.strictObject({ ...pageQuery, limit: z.coerce.number().int().min(1).max(10).default(5) }),
    replies: { 200: page(SchoolFigures) },
  }),
  compareList: route({
    method: "POST",
    path: "/v1/authorities/{authorityId}/comparisons",
    summary: "Compare a commune's list with one of its schools, without learning the school's own",
    roles: ["authority"],
    priority: "deferrable",
    params: ofAuthority,
    body: ListToCompare,
    replies: { 200: Comparison },
  }),
};
