import { addDays, closedBecause, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { isGuardianOf } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "./day-store.ts";
import type { KeptStatement } from "./kept.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf" | "addStatement">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
  newId(prefix: string): string;
}

/** A statement longer than a term is a matter for the school's office. */
const MOST_DAYS = 90;

/** A legal representative says ahead, or afterwards, why a child is away. It explains what is seen, and never makes anybody absent. */
export const stateAbsence: Operation<typeof attendanceContract.routes.stateAbsence, Deps> = async (
  call,
  { days, settings, now, newId },
) => {
  const { schoolId, pupilId } = call.params;
  const { from, to, text } = call.body;
  if (!isGuardianOf(call.principal, schoolId, pupilId)) throw problem("not-found");
  const key = { schoolId, schoolYear: schoolYearOf(from.day), pupilId };
  const [memberships, { closures }] = await Promise.all([days.membershipsOf(key), settings.current(key)]);
  if (memberships.length === 0) throw problem("not-found");
  const said = { text, by: call.principal.accountId, at: now().toISOString() };
  const stated: { readonly day: string; readonly statement: KeptStatement }[] = [];
  for (let day = from.day; day <= to.day && stated.length <= MOST_DAYS; day = addDays(day, 1)) {
    const part = { from: day === from.day ? from.time : "00:00", to: day === to.day ? to.time : "23:59" };
    if (closedBecause(day, closures) === undefined) stated.push({ day, statement: { ...said, ...part } });
  }
  if (stated.length > MOST_DAYS) throw problem("too-many-days");
  const statementId = newId("sta");
  const reply = {
    status: 201 as const,
    body: { statementId, schoolId, pupilId, from, to, text, at: said.at, days: stated.length },
  };
  await days.addStatement(key, stated, statementId, call.remember(reply));
  return reply;
};
