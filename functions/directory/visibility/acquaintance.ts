import { schoolTimeOf } from "@preau/calendar";
import { type PersonId, problem, type SchoolId } from "@preau/contract";
import {
  type Because,
  isInForce,
  type Principal,
  type Sight,
  sightOf,
  type VisibilityRules,
  wider,
} from "@preau/policy";
import { legalChildren, type Person } from "../person.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore, Kept } from "../store.ts";
import { schoolPersonOf } from "./school-person.ts";

export interface AcquaintanceDeps {
  readonly store: Pick<DirectoryStore, "findPeople">;
  readonly settings: Pick<SettingsStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

/** Somebody, how far the caller knows them, and by which edges. */
export interface Acquaintance {
  readonly person: Kept<"person">;
  readonly sight: Sight;
  readonly because: readonly Because[];
}

/** The rules of a school: what it decided, and its links that are in force today. */
export const rulesOf = async (
  schoolId: SchoolId,
  { settings, years, now }: Omit<AcquaintanceDeps, "store">,
): Promise<VisibilityRules> => {
  const year = { schoolId, schoolYear: await years.current(schoolId) };
  const [visibility, links] = await Promise.all([settings.find(year, "visibility"), settings.find(year, "links")]);
  const today = schoolTimeOf(now()).day;
  return { settings: visibility.value, links: links.value.filter((link) => isInForce(link, today)) };
};

/** Whom the caller is in a school, by person: somebody may be a teacher under one id and a parent under another. */
const heldIn = ({ memberships, children }: Principal, schoolId: string) =>
  Map.groupBy(
    memberships.filter((one) => one.schoolId === schoolId),
    ({ personId }) => personId,
  )
    .entries()
    .map(([personId, held]) => ({
      personId,
      roles: held.map(({ role }) => role),
      children: held.some(({ role }) => role === "guardian")
        ? children.filter((one) => one.schoolId === schoolId).map(({ pupilId }) => pupilId)
        : [],
    }))
    .toArray();

/**
 * How far the caller knows somebody, of the same school or of one linked to it. Three reads in two round trips. Somebody unknown, or
 * whose account is closed, is `not-found`; what the caller may not see is for the use case to say, in the same words.
 */
export const acquaintanceWith = async (
  principal: Principal,
  schoolId: SchoolId,
  { personId, at = schoolId }: { readonly personId: PersonId; readonly at?: SchoolId | undefined },
  deps: AcquaintanceDeps,
): Promise<Acquaintance> => {
  const { store, years } = deps;
  const [rules, here, there] = await Promise.all([rulesOf(schoolId, deps), years.current(schoolId), years.current(at)]);
  const held = heldIn(principal, schoolId);
  const own = (id: PersonId) => ({ schoolId, schoolYear: here, id });
  const theirs = (id: PersonId) => ({ schoolId: at, schoolYear: there, id });
  const found = await store.findPeople([theirs(personId), ...held.map((one) => own(one.personId))]);
  const person = found.find((one) => one.id === personId && one.schoolId === at);
  if (person === undefined || person.hiddenSince !== undefined) throw problem("not-found");
  const children = await store.findPeople([
    ...held.flatMap((one) => one.children).map(own),
    ...legalChildren(person.content).map(theirs),
  ]);
  const records = new Map<string, Person>(children.map(({ id, content }) => [id, content]));
  const target = schoolPersonOf(at, person, records);
  const sights = held.flatMap((one) => {
    const caller = found.find(({ id, schoolId: school }) => id === one.personId && school === schoolId);
    return caller === undefined ? [] : [sightOf(schoolPersonOf(schoolId, caller, records, one), target, rules)];
  });
  return {
    person,
    sight: sights.reduce<Sight>((widest, { sight }) => wider(widest, sight), "none"),
    because: [...new Set(sights.flatMap(({ because }) => because))],
  };
};
