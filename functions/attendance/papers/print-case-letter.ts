import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { toPdf } from "@preau/paper";
import type { Operation } from "@preau/runtime";
import type { CaseStore } from "../alerts/case-store.ts";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "../pupil-day/day-store.ts";
import { listedAs } from "../statements/statement.ts";
import type { TallyStore } from "../tallies/tally-store.ts";
import { attendanceRecord } from "./attendance-record.ts";
import { caseLetter } from "./case-letter.ts";

interface Deps {
  readonly cases: Pick<CaseStore, "find">;
  readonly days: Pick<DayStore, "membershipsOf">;
  readonly tallies: Pick<TallyStore, "figuresOf">;
  now(): Date;
}

/** What a letter says of a pupil, as of today. A pupil of no class has none. */
const factsOf = async ({ schoolId, pupilId }: { schoolId: string; pupilId: string }, deps: Deps) => {
  const today = schoolTimeOf(deps.now()).day;
  const key = { schoolId, schoolYear: schoolYearOf(today), pupilId };
  const [memberships, figures, known] = await Promise.all([
    deps.days.membershipsOf(key),
    deps.tallies.figuresOf(key),
    deps.cases.find(key),
  ]);
  const pupil = listedAs(memberships);
  if (pupil === undefined) throw problem("not-found");
  const { givenName, familyName, className } = pupil;
  const pupilName = `${givenName} ${familyName}`;
  return { today, pupilName, className, months: figures?.months ?? {}, steps: known?.steps ?? [] };
};

/** A letter to the family or to the academy. The step is recorded apart, once it was sent. */
export const printCaseLetter: Operation<typeof attendanceContract.routes.printCaseLetter, Deps> = async (
  call,
  deps,
) => {
  const bytes = await toPdf(caseLetter({ ...(await factsOf(call.params, deps)), ...call.body }));
  return { status: 200, body: { name: `courrier-${call.body.kind}-${call.params.pupilId}.pdf`, bytes } };
};

/** The totals of the year, for the school a pupil leaves for. */
export const printAttendanceRecord: Operation<typeof attendanceContract.routes.printAttendanceRecord, Deps> = async (
  { params },
  deps,
) => {
  const bytes = await toPdf(attendanceRecord({ schoolId: params.schoolId, ...(await factsOf(params, deps)) }));
  return { status: 200, body: { name: `releve-${params.pupilId}.pdf`, bytes } };
};
