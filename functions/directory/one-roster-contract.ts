import { route, SchoolId } from "@preau/contract";
import * as z from "zod";

const BASE = "/v1/schools/{schoolId}/oneroster/ims/oneroster/rostering/v1p2";

export const OneRosterCollection = z
  .enum([
    "orgs",
    "schools",
    "academicSessions",
    "terms",
    "courses",
    "classes",
    "enrollments",
    "users",
    "students",
    "teachers",
  ])
  .meta({ id: "OneRosterCollection", description: "A collection of OneRoster 1.2", examples: ["users"] });
export type OneRosterCollection = z.output<typeof OneRosterCollection>;

const SourcedId = z
  .string()
  .min(1)
  .max(255)
  .meta({ id: "OneRosterSourcedId", description: "What OneRoster calls an object", examples: ["per_7k2mq4x9d0abc"] });

/** Objects are those of the standard, or the fields of them that were asked for: `packages/formats` builds and tests them. */
const OneRosterObject = z
  .looseObject({})
  .meta({ id: "OneRosterObject", description: "An object of OneRoster 1.2", examples: [{ sourcedId: "0990001N" }] });

const OneRosterList = z.partialRecord(OneRosterCollection, z.array(OneRosterObject)).meta({
  id: "OneRosterList",
  description: "Objects under the name of their collection, as the standard writes them",
  examples: [{ users: [{ sourcedId: "per_7k2mq4x9d0abc", givenName: "Nina", familyName: "MARLOW" }] }],
});

const OneRosterSingle = z
  .partialRecord(z.enum(["org", "academicSession", "course", "class", "enrollment", "user"]), OneRosterObject)
  .meta({
    id: "OneRosterSingle",
    description: "One object under the name of its kind",
    examples: [{ org: { sourcedId: "0990001N", type: "school" } }],
  });

const field = z.string().regex(/^[\w.]{1,60}$/);
const fields = z
  .string()
  .regex(/^[\w.]{1,60}(,[\w.]{1,60}){0,30}$/)
  .optional()
  .meta({ description: "Names of the fields wanted, separated by commas" });
const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
  sort: field.optional(),
  orderBy: z.enum(["asc", "desc"]).default("asc"),
  filter: z
    .string()
    .max(500)
    .optional()
    .meta({ description: "`familyName='MARLOW'`, with = != > >= < <= ~, joined by AND or OR" }),
  fields,
});

const shared = { roles: ["head", "office"], priority: "deferrable" } as const;
const ofCollection = { schoolId: SchoolId, collection: OneRosterCollection };

export const oneRosterRoutes = {
  listOneRoster: route({
    ...shared,
    method: "GET",
    path: `${BASE}/{collection}`,
    summary: "OneRoster 1.2: the objects of a collection, for one school",
    params: z.strictObject(ofCollection),
    query: listQuery,
    replies: { 200: OneRosterList },
    headers: ["x-total-count", "link"],
  }),
  readOneRoster: route({
    ...shared,
    method: "GET",
    path: `${BASE}/{collection}/{sourcedId}`,
    summary: "OneRoster 1.2: one object",
    params: z.strictObject({ ...ofCollection, sourcedId: SourcedId }),
    query: z.strictObject({ fields }),
    replies: { 200: OneRosterSingle },
  }),
  listOneRosterMembers: route({
    ...shared,
    method: "GET",
    path: `${BASE}/{collection}/{sourcedId}/{members}`,
    summary: "OneRoster 1.2: the classes of a person, the people of a class, everything of a school",
    params: z.strictObject({ ...ofCollection, sourcedId: SourcedId, members: OneRosterCollection }),
    query: listQuery,
    replies: { 200: OneRosterList },
    headers: ["x-total-count", "link"],
  }),
};
