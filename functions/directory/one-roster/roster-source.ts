import { schoolTimeOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import type { Roster } from "@preau/formats/oneroster/roster-model";
import { buildRoster } from "../exports/build-roster.ts";
import { readSnapshot } from "../exports/school-snapshot.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import type { DirectoryStore } from "../store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "find" | "findPeople" | "census">;
  readonly years: Pick<YearsStore, "current">;
  now(): Date;
}

/** A partner reads a school page after page: within a minute, all of them come from one reading of the school. */
const BELIEVED_MS = 60_000;

/** Reads a school as OneRoster tells it; only the last one asked for is kept in memory. */
export const openRosterSource = ({ store, years, now }: Deps) => {
  let last: { readonly schoolId: SchoolId; readonly until: number; readonly roster: Roster } | undefined;
  return async (schoolId: SchoolId): Promise<Roster> => {
    const at = now();
    if (last?.schoolId === schoolId && last.until > at.getTime()) return last.roster;
    const year = { schoolId, schoolYear: await years.current(schoolId) };
    const snapshot = await readSnapshot(store, year, schoolTimeOf(at).day);
    if (snapshot === undefined) throw problem("not-found");
    last = { schoolId, until: at.getTime() + BELIEVED_MS, roster: buildRoster(snapshot) };
    return last.roster;
  };
};

export type RosterSource = ReturnType<typeof openRosterSource>;

/** Where the collections of a school are, for links between objects. */
export const baseOf = (schoolId: string): string => `/v1/schools/${schoolId}/oneroster/ims/oneroster/rostering/v1p2`;
