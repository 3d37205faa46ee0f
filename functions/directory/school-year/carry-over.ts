import type { PersonId, SchoolId } from "@preau/contract";
import type { Person } from "../person.ts";
import { SUBJECTS } from "../settings/school-settings.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { CarryStore } from "./carry-store.ts";

interface Year {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}

export interface CarryDeps {
  readonly store: Pick<DirectoryStore, "census" | "findPeople" | "addToCensus">;
  readonly settings: Pick<SettingsStore, "findAll" | "keep">;
  readonly carried: CarryStore;
}

const AT_ONCE = 500;

/** Somebody whom no academy delivers: the school added them, and only the school can say that they are gone. */
const isManual = ({ sources }: Person): boolean => sources?.length === 1 && sources[0] === "manual";

/** The person as a new year begins: classes and groups are those of the old one. */
const asNewcomer = (person: Person): Person => ({
  ...person,
  ...(person.pupil && { pupil: { ...person.pupil, audiences: [] } }),
  ...(person.staff && { staff: { ...person.staff, teaches: [], headTeacherOf: [] } }),
});

const carryPeople = async (from: Year, to: Year, at: Date, { store, carried }: CarryDeps): Promise<void> => {
  const census = await store.census(from);
  for (let start = 0; start < census.length; start += AT_ONCE) {
    const people = await store.findPeople(census.slice(start, start + AT_ONCE).map((id) => ({ ...from, id })));
    const manual = people.filter((one) => isManual(one.content) && one.missingSince === undefined);
    for (const { id, content } of manual)
      await carried.carry(from, to, id as PersonId, asNewcomer(content), at.getTime());
    await store.addToCensus(
      to,
      manual.map(({ id }) => id as PersonId),
    );
  }
};

/** What the school decided, where the new year has no decision of its own yet. A class keeps its id from year to year. */
const carrySettings = async (from: Year, to: Year, by: string, at: Date, { settings }: CarryDeps): Promise<void> => {
  const [before, after] = await Promise.all([settings.findAll(from, SUBJECTS), settings.findAll(to, SUBJECTS)]);
  const decisions = SUBJECTS.flatMap((subject, index) => {
    const [old, own] = [before[index], after[index]];
    return old === undefined || old.version === 0 || own === undefined || own.version > 0
      ? []
      : [{ ...to, subject, value: old.value, version: 0, by, at }];
  });
  if (decisions.length > 0) await settings.keep(decisions);
};

/**
 * Takes into a new year what would otherwise be typed again: the people whom only the school made known, and its decisions. Nothing of
 * the old year is touched; done twice, or after an interruption, it ends in the same state and undoes no decision made since.
 */
export const carryOver = async (from: Year, to: Year, by: string, at: Date, deps: CarryDeps): Promise<void> => {
  await carryPeople(from, to, at, deps);
  await carrySettings(from, to, by, at, deps);
};
