import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { OneRosterCollection } from "../one-roster-contract.ts";
import { type AnyObject, filterOf, selected, sortedBy } from "./filter-objects.ts";
import { membersOf, objectsOf, SINGULAR } from "./read-collections.ts";
import { baseOf, type RosterSource } from "./roster-source.ts";

type Routes = typeof directoryContract.routes;

interface Deps {
  readonly rosterOf: RosterSource;
}

interface Query {
  readonly limit: number;
  readonly offset: number;
  readonly sort?: string | undefined;
  readonly orderBy: "asc" | "desc";
  readonly filter?: string | undefined;
  readonly fields?: string | undefined;
}

/** Where the next page is, as RFC 8288 writes it; nothing on the last. */
const linkTo = (path: string, query: Query, total: number): { readonly link?: string } => {
  const offset = query.offset + query.limit;
  if (offset >= total) return {};
  const given = Object.entries({ ...query, offset }).filter(([, value]) => value !== undefined);
  const next = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return { link: `<${path}?${next}>; rel="next"` };
};

const pageOf = (objects: readonly AnyObject[], as: OneRosterCollection, path: string, query: Query) => {
  const found = sortedBy(objects.filter(filterOf(query.filter)), query.sort, query.orderBy);
  const items = found
    .slice(query.offset, query.offset + query.limit)
    .map((one) => ({ ...selected(one, query.fields) }));
  // The people of a class or a school come as users, whatever the list is called.
  const name = SINGULAR[as] === "user" ? "users" : SINGULAR[as] === "org" ? "orgs" : as;
  const listed = name === "terms" ? "academicSessions" : name;
  return {
    status: 200,
    body: { [listed]: items },
    headers: { "x-total-count": String(found.length), ...linkTo(path, query, found.length) },
  } as const;
};

/** The objects of a collection, as OneRoster 1.2 pages, filters and sorts them. */
export const listOneRoster: Operation<Routes["listOneRoster"], Deps> = async ({ params, query }, { rosterOf }) => {
  const { schoolId, collection } = params;
  const base = baseOf(schoolId);
  return pageOf(objectsOf(await rosterOf(schoolId), collection, base), collection, `${base}/${collection}`, query);
};

export const readOneRoster: Operation<Routes["readOneRoster"], Deps> = async ({ params, query }, { rosterOf }) => {
  const { schoolId, collection, sourcedId } = params;
  const objects = objectsOf(await rosterOf(schoolId), collection, baseOf(schoolId));
  const found = objects.find((one) => one.sourcedId === sourcedId);
  if (found === undefined) throw problem("not-found");
  return { status: 200, body: { [SINGULAR[collection]]: { ...selected(found, query.fields) } } };
};

/** What belongs to one object: the people of a class, the classes of a person, everything of the school. */
export const listOneRosterMembers: Operation<Routes["listOneRosterMembers"], Deps> = async (
  { params, query },
  { rosterOf },
) => {
  const { schoolId, collection, sourcedId, members } = params;
  const base = baseOf(schoolId);
  const roster = await rosterOf(schoolId);
  const exists = objectsOf(roster, collection, base).some((one) => one.sourcedId === sourcedId);
  const objects = exists ? membersOf(roster, params, base) : undefined;
  if (objects === undefined) throw problem("not-found");
  return pageOf(objects, members, `${base}/${collection}/${encodeURIComponent(sourcedId)}/${members}`, query);
};
