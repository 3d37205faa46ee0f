import type { PersonId, SchoolId } from "@preau/contract";
import { errorFields, log } from "@preau/runtime/logger";
import type { Person, PersonKey } from "../person.ts";
import type { NamesStore } from "../search/names-store.ts";
import type { LifeCycleDelays } from "../settings/school-settings.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore, Kept } from "../store.ts";
import type { Departure } from "./departure.ts";
import type { DeparturesStore } from "./departures-store.ts";
import { type Due, dueFor } from "./due.ts";
import type { LifeCycleStore } from "./people-store.ts";

interface Deps {
  readonly names: Pick<NamesStore, "schools">;
  readonly departures: Pick<DeparturesStore, "list">;
  readonly settings: Pick<SettingsStore, "find">;
  readonly store: Pick<DirectoryStore, "findPeople">;
  readonly years: { current(schoolId: string): Promise<number> };
  readonly lifeCycle: Pick<LifeCycleStore, "mark" | "close" | "erase">;
}

interface Year {
  readonly schoolId: string;
  readonly schoolYear: number;
}

const A_PAGE = 100;

/** Whether somebody who left in one year is of the school in its current one: then nothing of them closes. */
const isBack = async (key: PersonKey, { store, years }: Deps): Promise<boolean> => {
  const schoolYear = await years.current(key.schoolId);
  if (schoolYear === key.schoolYear) return false;
  const [now] = await store.findPeople([{ ...key, schoolYear }]);
  return now !== undefined && now.missingSince === undefined && now.hiddenSince === undefined;
};

const relatedTo = ({ pupil, guardian }: Person): readonly PersonId[] => [
  ...(pupil?.guardians ?? []).map(({ personId }) => personId),
  ...(guardian?.children ?? []).map(({ pupilId }) => pupilId),
];

const erase = async (key: PersonKey, { content, hiddenSince }: Kept<"person">, now: Date, { lifeCycle }: Deps) => {
  if (hiddenSince === undefined) return;
  const { schoolId, schoolYear, id } = key;
  await lifeCycle.erase(key, hiddenSince, {
    schoolId,
    schoolYear,
    personId: id,
    version: now.getTime(),
    erasedAt: now.toISOString(),
    audienceIds: (content.pupil?.audiences ?? []).map(({ audienceId }) => audienceId),
    relatedIds: relatedTo(content),
  });
};

const step: Readonly<Record<Due, (key: PersonKey, departure: Departure, now: Date, deps: Deps) => Promise<unknown>>> = {
  mark: (key, { leftSince }, _now, { lifeCycle }) => lifeCycle.mark(key, new Date(leftSince).toISOString()),
  close: async (key, _departure, now, deps) => {
    const [person] = await deps.store.findPeople([key]);
    if (person?.missingSince === undefined || (await isBack(key, deps))) return;
    await deps.lifeCycle.close(key, person.missingSince, now);
  },
  erase: async (key, _departure, now, deps) => {
    const [person] = await deps.store.findPeople([key]);
    if (person !== undefined) await erase(key, person, now, deps);
  },
};

const runSchool = async (year: Year, delays: LifeCycleDelays, now: Date, deps: Deps): Promise<number> => {
  let cursor: string | undefined;
  let done = 0;
  do {
    const page = await deps.departures.list(year, { limit: A_PAGE, cursor });
    for (const departure of page.items) {
      const due = dueFor(departure, delays, now);
      if (due === undefined) continue;
      const schoolId = year.schoolId as SchoolId;
      await step[due](
        { schoolId, schoolYear: year.schoolYear, id: departure.personId as PersonId },
        departure,
        now,
        deps,
      );
      done += 1;
    }
    ({ cursor } = page);
  } while (cursor !== undefined);
  return done;
};

/**
 * What is due today for those who left, in every school and year: accounts close, people are erased. It reads the lists of those who
 * leave, never a whole school: half a read unit a school where nobody does. Every step is conditional on the state it starts from, so
 * that a run may be stopped or repeated; a school that fails holds up no other.
 */
export const runLifeCycle = async (now: Date, deps: Deps): Promise<void> => {
  let after: string | undefined;
  let failed = 0;
  do {
    const { years, last } = await deps.names.schools({ limit: A_PAGE, after });
    for (const year of years)
      try {
        const { value } = await deps.settings.find(
          { schoolId: year.schoolId, schoolYear: await deps.years.current(year.schoolId) },
          "life-cycle",
        );
        const count = await runSchool(year, value, now, deps);
        if (count > 0) log("info", "job-progress", { schoolId: year.schoolId, step: "life-cycle", count });
      } catch (error) {
        failed += 1;
        log("error", "job-failed", { schoolId: year.schoolId, ...errorFields(error) });
      }
    after = last;
  } while (after !== undefined);
  if (failed > 0) throw new Error(`the life cycle of ${failed} schools could not be run`);
};
