import { kernelProblems, ProblemError, type ProblemSpec, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { commit, LostRace } from "@preau/store";
import { schoolYearProblems, type schoolYearRoutes } from "../school-years-contract.ts";
import type { NamesStore } from "../search/names-store.ts";
import { commandYear, type YearDeps } from "./change-school-year.ts";
import type { YearCommand } from "./school-years.ts";

interface Deps extends YearDeps {
  readonly names: Pick<NamesStore, "schools" | "staffOf">;
}

/** Preparing a school reads all its people: five schools are done well within a request. */
const SCHOOLS_A_PAGE = 5;
const LINES = 50;

const DONE: Readonly<Record<YearCommand, (year: string) => string>> = {
  prepare: (year) => `L’année ${year} est en préparation.`,
  switch: (year) => `L’établissement est passé à l’année ${year}.`,
  undo: (year) => `L’établissement est revenu à l’année qui précède ${year}.`,
};

/** The next schools of the cell in the order of their UAI, each once whatever the years the directory knows of it. */
const nextSchools = async (names: Deps["names"], after: SchoolId | undefined): Promise<readonly SchoolId[]> => {
  const schools: SchoolId[] = [];
  let last = after && `${after}#9999`;
  do {
    const page = await names.schools({ limit: LINES, after: last });
    for (const { schoolId } of page.years) if (schools.at(-1) !== schoolId) schools.push(schoolId as SchoolId);
    last = page.last;
  } while (last !== undefined && schools.length <= SCHOOLS_A_PAGE);
  return schools;
};

const messageOf = (error: unknown): string => {
  if (error instanceof LostRace) return kernelProblems["version-conflict"].title;
  if (!(error instanceof ProblemError)) throw error;
  const known: Readonly<Record<string, ProblemSpec>> = schoolYearProblems;
  return [known[error.code]?.title, error.details?.detail].filter((part) => part !== undefined).join(" ");
};

/** The same command for every school of the cell, five at a time. A school that cannot follow is named, and holds nobody up. */
export const commandSchoolYears: Operation<typeof schoolYearRoutes.commandSchoolYears, Deps> = async (call, deps) => {
  const { schoolYear, command } = call.params;
  const schools = await nextSchools(deps.names, call.body.after);
  const page = schools.slice(0, SCHOOLS_A_PAGE);
  const done = DONE[command](`${schoolYear}-${schoolYear + 1}`);
  const items: { schoolId: SchoolId; outcome: "done" | "refused"; message: string }[] = [];
  for (const schoolId of page)
    try {
      await commandYear({ schoolId, schoolYear, command, by: call.principal.accountId }, deps, async () => []);
      items.push({ schoolId, outcome: "done", message: done });
    } catch (error) {
      items.push({ schoolId, outcome: "refused", message: messageOf(error) });
    }
  const after = schools.length > page.length ? page.at(-1) : undefined;
  const reply = { status: 200, body: { items, ...(after !== undefined && { after }) } } as const;
  await commit(call.remember(reply));
  return reply;
};
