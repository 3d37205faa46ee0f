import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import { MOST_PUPIL_DAYS } from "../presence-contract.ts";
import { type PlannedTreatment, planTreatment } from "../pupil-day/plan-treatment.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { findStatement } from "./find-statement.ts";
import { decided, type StatementDecision } from "./statement.ts";
import type { StatementStore } from "./statement-store.ts";
import { forSchoolLife } from "./statement-view.ts";

interface Deps {
  readonly statements: Pick<StatementStore, "find" | "decide">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
  newId(prefix: string): string;
}

/**
 * Answers a family. Accepted, the statement becomes a treatment of the days it covers, in the same transaction; refused, the family reads
 * why. An answer is given once: two CPE who answer at the same instant do not both write a treatment.
 */
export const decideStatement: Operation<typeof attendanceContract.routes.decideStatement, Deps> = async (
  call,
  deps,
) => {
  const { schoolId } = call.params;
  const { school, record } = await findStatement(call.params, deps);
  if (record.state !== "to-treat") throw problem("statement-decided", { current: forSchoolLife(schoolId, record) });
  const said = { by: call.principal.accountId, at: deps.now().toISOString() };
  let planned: PlannedTreatment | undefined;
  let decision: StatementDecision = said;
  if (call.body.decision === "refuse") decision = { ...said, explanation: call.body.explanation };
  else {
    const { decision: _, ...judged } = call.body;
    const { from, to } = record;
    planned = planTreatment({ ...judged, ...said, from, to }, await deps.settings.current(school), MOST_PUPIL_DAYS);
    if (planned === undefined) throw problem("unknown-reason");
    decision = { ...said, treatmentId: deps.newId("tre"), reason: planned.said.reason };
  }
  const after = decided(record, decision);
  const reply = { status: 200 as const, body: forSchoolLife(schoolId, after) };
  const { treatmentId: id = "" } = decision;
  try {
    await deps.statements.decide(school, after, planned && { id, ...planned }, call.remember(reply));
    return reply;
  } catch (error) {
    if (error instanceof LostRace) throw problem("statement-decided");
    throw error;
  }
};
