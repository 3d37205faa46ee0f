import type { PersonId, SchoolId } from "@preau/contract";
import { STAFF_ROLES } from "@preau/contract/role";

import type { Person } from "../person.ts";
import type { School } from "../school.ts";
import type { DirectoryStore } from "../store.ts";

/** Somebody as an export reads them. */
export interface Present {
  readonly id: PersonId;
  readonly person: Person;
  /** When the directory last learnt something of them. */
  readonly modifiedAt: string;
}

/** A school and whoever is in it today. */
export interface SchoolSnapshot {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly school: School;
  readonly modifiedAt: string;
  readonly present: readonly Present[];
}

/** DynamoDB answers a hundred items at a time. */
const AT_ONCE = 100;

/** Files leave with those who are there: neither whoever the last delivery lacked nor whoever's last day has passed. */
const isPresent = ({ pupil }: Person, missingSince: string | undefined, today: string): boolean =>
  missingSince === undefined && (pupil?.leftOn === undefined || pupil.leftOn >= today);

/** Reads a school of 5,000 people in fifty round trips; undefined when the directory does not know it this year. */
export const readSnapshot = async (
  store: Pick<DirectoryStore, "find" | "findPeople" | "census">,
  year: { readonly schoolId: SchoolId; readonly schoolYear: number },
  today: string,
): Promise<SchoolSnapshot | undefined> => {
  const kept = await store.find("school", { ...year, id: year.schoolId });
  if (kept === undefined) return undefined;
  const ids = [...(await store.census(year))].sort();
  const present: Present[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const people = await store.findPeople(ids.slice(start, start + AT_ONCE).map((id) => ({ ...year, id })));
    for (const { id, content, missingSince, version } of people)
      if (isPresent(content, missingSince, today))
        present.push({ id: id as PersonId, person: content, modifiedAt: new Date(version).toISOString() });
  }
  return { ...year, school: kept.content, modifiedAt: new Date(kept.version).toISOString(), present };
};

export const isPupil = ({ person }: Present): boolean => person.pupil !== undefined;

type StaffRole = (typeof STAFF_ROLES)[number];

/** The roles somebody holds as staff. */
export const staffRoles = ({ person }: Present): readonly StaffRole[] =>
  STAFF_ROLES.filter((role) => person.roles.includes(role));
