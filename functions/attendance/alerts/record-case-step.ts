import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "../pupil-day/day-store.ts";
import { listedAs } from "../statements/statement.ts";
import { sumOf } from "../tallies/figures.ts";
import type { TallyStore } from "../tallies/tally-store.ts";
import { caseView } from "./alert-view.ts";
import { withStep } from "./case.ts";
import type { CaseStore } from "./case-store.ts";

interface Deps {
  readonly cases: Pick<CaseStore, "find" | "keep">;
  readonly days: Pick<DayStore, "membershipsOf">;
  readonly tallies: Pick<TallyStore, "figuresOf">;
  now(): Date;
}

/** Records what the school did, with what it had counted then. Nothing leaves the school by it. */
export const recordCaseStep: Operation<typeof attendanceContract.routes.recordCaseStep, Deps> = async (
  call,
  { cases, days, tallies, now },
) => {
  const { schoolId, pupilId } = call.params;
  const { version, ...step } = call.body;
  const today = schoolTimeOf(now()).day;
  if (step.on > today) {
    const message = "Cette date n’est pas encore passée : notez l’étape quand elle aura eu lieu.";
    throw problem("invalid-request", { errors: [{ field: "body.on", message }] });
  }
  const key = { schoolId, schoolYear: schoolYearOf(today), pupilId };
  const [known, memberships, figures] = await Promise.all([
    cases.find(key),
    days.membershipsOf(key),
    tallies.figuresOf(key),
  ]);
  const listed = listedAs(memberships);
  if (listed === undefined) throw problem("not-found");
  const conflict = (current = known) => problem("version-conflict", { current: caseView(schoolId, pupilId, current) });
  if ((known?.version ?? 0) !== version) throw conflict();
  const months = figures?.months ?? {};
  const next = withStep(known, {
    ...step,
    at: now().toISOString(),
    by: call.principal.accountId,
    inMonth: months[step.on.slice(0, 7)]?.halfDays.unjustified ?? 0,
    inYear: sumOf(Object.values(months)).halfDays.unjustified,
  });
  if (next === undefined) throw problem("step-out-of-order", { current: caseView(schoolId, pupilId, known) });
  const reply = { status: 200 as const, body: caseView(schoolId, pupilId, next) };
  try {
    await cases.keep(key, next, listed, call.remember(reply));
    return reply;
  } catch (error) {
    if (error instanceof LostRace) throw conflict(await cases.find(key));
    throw error;
  }
};
