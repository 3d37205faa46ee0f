import { schoolYearOf } from "@preau/calendar";
import { type Instant, problem } from "@preau/contract";
import { isGuardianOf, personIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { listedAs, type StatementRecord } from "../statements/statement.ts";
import type { StatementStore } from "../statements/statement-store.ts";
import { type CoveredDay, coveredDays, type Moment } from "./covered-days.ts";
import type { DayStore, PupilKey } from "./day-store.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf">;
  readonly statements: Pick<StatementStore, "add">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
  newId(prefix: string): string;
}

/** A statement longer than a term is a matter for the school's office. */
const MOST_DAYS = 90;

/** What a family says, by whom and when. */
export interface Said {
  readonly statementId: string;
  readonly from: Moment;
  readonly to: Moment;
  readonly text: string;
  readonly by: string;
  readonly guardianId?: string | undefined;
  readonly at: Instant;
}

/** What to keep of a statement; a pupil of no class has none, and one longer than a term is refused. */
export const planStatement = async (
  key: PupilKey,
  { from, to, ...said }: Said,
  { days, settings }: Pick<Deps, "days" | "settings">,
): Promise<{ readonly record: StatementRecord; readonly covered: readonly CoveredDay[] }> => {
  const [memberships, { closures }] = await Promise.all([days.membershipsOf(key), settings.current(key)]);
  const pupil = listedAs(memberships);
  if (pupil === undefined) throw problem("not-found");
  const covered = coveredDays({ from, to }, closures, MOST_DAYS);
  if (covered.length > MOST_DAYS) throw problem("too-many-days");
  const { pupilId } = key;
  return {
    covered,
    record: { ...said, ...pupil, pupilId, from, to, days: covered.length, state: "to-treat", version: 1 },
  };
};

/** The days of a statement, each with the part it covers and who said so. */
export const statedDays = (covered: readonly CoveredDay[], { text, by, at }: Pick<Said, "text" | "by" | "at">) =>
  covered.map(({ day, from, to }) => ({ day, statement: { text, by, at, from, to } }));

/** A legal representative says ahead, or afterwards, why a child is away. It explains what is seen, and never makes anybody absent. */
export const stateAbsence: Operation<typeof attendanceContract.routes.stateAbsence, Deps> = async (call, deps) => {
  const { schoolId, pupilId } = call.params;
  const { from, to, text } = call.body;
  if (!isGuardianOf(call.principal, schoolId, pupilId)) throw problem("not-found");
  const key = { schoolId, schoolYear: schoolYearOf(from.day), pupilId };
  const said: Said = {
    statementId: deps.newId("sta"),
    from,
    to,
    text,
    by: call.principal.accountId,
    guardianId: personIn(call.principal, schoolId, "guardian"),
    at: deps.now().toISOString(),
  };
  const { record, covered } = await planStatement(key, said, deps);
  const { statementId, at, days } = record;
  const reply = { status: 201 as const, body: { statementId, schoolId, pupilId, from, to, text, at, days } };
  await deps.statements.add(key, record, statedDays(covered, said), call.remember(reply));
  return reply;
};
