import { schoolTimeOf } from "@preau/calendar";
import { type PersonId, problem, type SchoolId } from "@preau/contract";
import {
  isInForce,
  type Population,
  type Principal,
  populationsOf,
  rolesIn,
  sightThrough,
  sightThroughLink,
} from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import { decodeCursor, encodeCursor } from "@preau/store/cursor";
import type { peopleRoutes } from "../people-contract.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore } from "../store.ts";
import { circleOf } from "./circle.ts";
import type { FoundName } from "./name-entries.ts";
import { askedOf } from "./name-words.ts";
import type { NamesStore, Year } from "./names-store.ts";
import { type Search, searchNames } from "./search-names.ts";

type FindCall = Call<typeof peopleRoutes.findPeople>;

interface Deps {
  readonly names: Pick<NamesStore, "find">;
  readonly store: Pick<DirectoryStore, "find" | "findPeople">;
  readonly settings: Pick<SettingsStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

const nothingAsked = (field: string, message: string) => problem("invalid-request", { errors: [{ field, message }] });

const isStaff = (populations: readonly Population[]): boolean =>
  populations.includes("personnel") || populations.includes("teacher");

type Scope = Pick<Search, "among" | "known" | "sparing" | "wanted">;

/** Whom a member of the school may find: staff everybody; pupils and families those who work there, and their own circle. */
const scopeOf = async (principal: Principal, year: Year & { schoolId: SchoolId }, deps: Deps): Promise<Scope> => {
  const populations = populationsOf({ roles: rolesIn(principal, year.schoolId) });
  if (isStaff(populations)) return { among: "everybody", known: [], sparing: false, wanted: () => true };
  const { value } = await deps.settings.find(year, "visibility");
  if (populations.includes("pupil") && sightThrough("pupilToPupils", value) !== "none")
    return { among: "everybody", known: [], sparing: false, wanted: ({ roles }) => !roles.includes("guardian") };
  const known = await circleOf(principal, year, value, deps.store);
  return { among: "staff", known, sparing: true, wanted: () => true };
};

/** Whom a member may find in a school linked to theirs; without a link in force, that school is not there. */
const scopeAcross = async (
  { principal, params: { schoolId } }: FindCall,
  other: SchoolId,
  deps: Deps,
): Promise<Scope> => {
  const { value } = await deps.settings.find({ schoolId, schoolYear: await deps.years.current(schoolId) }, "links");
  const today = schoolTimeOf(deps.now()).day;
  const link = value.find((one) => one.schoolIds.includes(other) && isInForce(one, today));
  if (link === undefined) throw problem("not-found");
  const own = populationsOf({ roles: rolesIn(principal, schoolId) });
  const seen = (population: Population): boolean => sightThroughLink(link, own, [population]) !== "none";
  if (!seen("teacher") && !seen("guardian")) throw problem("not-found");
  const wanted = ({ roles }: FoundName): boolean => populationsOf({ roles }).some(seen);
  return { among: seen("guardian") ? "everybody" : "staff", known: [], sparing: false, wanted };
};

const onlyOfAudience = async (audienceId: string, year: Year & { schoolId: SchoolId }, deps: Deps) => {
  const roster = await deps.store.find("roster", { ...year, id: audienceId });
  const pupils = new Set<string>(roster?.content.pupils.map(({ pupilId }) => pupilId));
  return ({ personId }: FoundName): boolean => pupils.has(personId);
};

/** People the caller may see, by the beginning of any word of their name, in the order of the word found. */
export const findPeople: Operation<typeof peopleRoutes.findPeople, Deps> = async (call, deps) => {
  const { search = "", role, audienceId, linkedSchoolId, limit, cursor } = call.query;
  const asked = askedOf(search);
  if (asked === undefined)
    throw nothingAsked("query.search", "Donnez au moins une lettre du nom ou du prénom de la personne.");
  const schoolId = linkedSchoolId ?? call.params.schoolId;
  const year = { schoolId, schoolYear: await deps.years.current(schoolId) };
  const [scope, inAudience] = await Promise.all([
    linkedSchoolId === undefined || linkedSchoolId === call.params.schoolId
      ? scopeOf(call.principal, year, deps)
      : scopeAcross(call, linkedSchoolId, deps),
    audienceId === undefined ? () => true : onlyOfAudience(audienceId, year, deps),
  ]);
  const wanted = (name: FoundName): boolean =>
    scope.wanted(name) && inAudience(name) && (role === undefined || name.roles.includes(role));
  const page = await searchNames(year, { ...scope, wanted, asked, limit, after: decodeCursor(cursor) }, deps.names);
  const next = encodeCursor(page.after);
  const items = page.found.map(({ name: { personId, roles, classId, ...name } }) => ({
    schoolId,
    ...name,
    personId: personId as PersonId,
    ...(roles.includes("pupil") && { pupilId: personId as PersonId }),
    roles: [...roles],
    ...(classId !== undefined && { classId: classId as never }),
  }));
  return { status: 200, body: { items, ...(next !== undefined && { cursor: next }) } };
};
