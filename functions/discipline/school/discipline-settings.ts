import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { disciplineContract } from "../contract.ts";
import type { SchoolStore } from "./school-store.ts";

interface Deps {
  readonly school: Pick<SchoolStore, "decided" | "decide">;
  now(): Date;
}

const yearOf = (schoolId: SchoolId, { now }: Pick<Deps, "now">) => ({
  schoolId,
  schoolYear: schoolYearOf(schoolTimeOf(now()).day),
});

/** The lists and habits of the school this year. */
export const readDisciplineSettings: Operation<typeof disciplineContract.routes.readDisciplineSettings, Deps> = async (
  { params: { schoolId } },
  deps,
) => {
  const { settings } = await deps.school.decided(yearOf(schoolId, deps));
  return { status: 200, body: { schoolId, ...settings } };
};

/** Decides on the lists and habits of the school; what was given before keeps its words and what its family sees. */
export const setDisciplineSettings: Operation<typeof disciplineContract.routes.setDisciplineSettings, Deps> = async (
  call,
  deps,
) => {
  const { schoolId } = call.params;
  const year = yearOf(schoolId, deps);
  const settings = { ...call.body, version: call.body.version + 1, setAt: deps.now().toISOString() };
  const reply = { status: 200 as const, body: { schoolId, ...settings } };
  try {
    await deps.school.decide(year, "SETTINGS", settings, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: { schoolId, ...(await deps.school.decided(year)).settings } });
  }
};

/** Who signs for the head this year. */
export const readSignatureDelegations: Operation<
  typeof disciplineContract.routes.readSignatureDelegations,
  Deps
> = async ({ params: { schoolId } }, deps) => {
  const { delegations } = await deps.school.decided(yearOf(schoolId, deps));
  return { status: 200, body: { schoolId, ...delegations, delegations: [...delegations.delegations] } };
};

/** Lets others sign for the head. An expulsion is the council’s: nobody signs it alone, delegated or not. */
export const setSignatureDelegations: Operation<
  typeof disciplineContract.routes.setSignatureDelegations,
  Deps
> = async (call, deps) => {
  const { schoolId } = call.params;
  const year = yearOf(schoolId, deps);
  const decided = { ...call.body, version: call.body.version + 1, setAt: deps.now().toISOString() };
  const reply = { status: 200 as const, body: { schoolId, ...decided } };
  try {
    await deps.school.decide(year, "DELEGATIONS", decided, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    const { delegations } = await deps.school.decided(year);
    throw problem("version-conflict", { current: { schoolId, ...delegations } });
  }
};
