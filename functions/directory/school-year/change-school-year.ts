import { problem, type SchoolId } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { Write } from "@preau/store";
import { calendarYear } from "../current-year.ts";
import type { schoolYearRoutes } from "../school-years-contract.ts";
import { type CarryDeps, carryOver } from "./carry-over.ts";
import { afterCommand, type SchoolYears, undoUntil, untouched, type YearCommand, yearOf } from "./school-years.ts";
import { isReady, type ReportDeps, reportOn } from "./year-report.ts";
import type { YearsStore } from "./years-store.ts";

export interface YearDeps extends ReportDeps, CarryDeps {
  readonly store: CarryDeps["store"] & ReportDeps["store"];
  readonly settings: CarryDeps["settings"] & ReportDeps["settings"];
  readonly years: Pick<YearsStore, "find" | "move">;
  now(): Date;
}

/** The years of a school; of one that never used a command, or whom the calendar caught up, that of the calendar. */
export const yearsOf = async (
  schoolId: SchoolId,
  { years, now }: Pick<YearDeps, "years" | "now">,
): Promise<SchoolYears> => {
  const known = (await years.find(schoolId)) ?? untouched(calendarYear(now()));
  return { ...known, current: yearOf(known, calendarYear(now())) };
};

/** The years side by side, with what each lacks. */
export const yearsView = async (schoolId: SchoolId, years: SchoolYears, deps: ReportDeps) => {
  const { current, prepared, moved, history } = years;
  const former = moved !== undefined && moved.undoes === undefined && moved.to === current ? moved.from : undefined;
  const shown = [
    ...(former === undefined ? [] : [{ schoolYear: former, state: "former" as const }]),
    { schoolYear: current, state: "current" as const },
    ...(prepared === undefined ? [] : [{ schoolYear: prepared, state: "prepared" as const }]),
  ];
  const reports = await Promise.all(shown.map(({ schoolYear }) => reportOn({ schoolId, schoolYear }, deps)));
  const until = undoUntil(years);
  return {
    schoolId,
    years: shown.map((year, index) => {
      const { people = 0, audiences = 0, missing = [] } = reports[index] ?? {};
      return { ...year, people, audiences, missing: missing.map((one) => ({ ...one })) };
    }),
    ...(until !== undefined && { undoUntil: until.toISOString() }),
    history: history.map((one) => ({ ...one })),
  };
};

interface Asked {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly command: YearCommand;
  readonly by: string;
}

/**
 * Carries out a command on the years of a school. Preparing copies what carries over before the school is said to prepare anything;
 * switching and undoing only move the pointer: what follows from it leaves by the table's stream. `beside` is written in the same
 * transaction as the move. Repeated, a command changes nothing.
 */
export const commandYear = async (
  { schoolId, schoolYear, command, by }: Asked,
  deps: YearDeps,
  beside: (years: SchoolYears) => Promise<readonly Write[]>,
): Promise<SchoolYears> => {
  const at = deps.now();
  const years = await yearsOf(schoolId, deps);
  const next = afterCommand(years, { command, schoolYear, by, at });
  if (next === "already") return years;
  if (typeof next === "string") throw problem(next);
  if (command === "prepare")
    await carryOver({ schoolId, schoolYear: years.current }, { schoolId, schoolYear }, by, at, deps);
  if (command === "switch") {
    const report = await reportOn({ schoolId, schoolYear }, deps);
    if (!isReady(report))
      throw problem("year-not-ready", { detail: report.missing.map(({ message }) => message).join(" ") });
  }
  await deps.years.move(schoolId, next, ...(await beside(next)));
  return { ...next, version: next.version + 1 };
};

/** The school years of a school, for its head. */
export const readSchoolYears: Operation<typeof schoolYearRoutes.readSchoolYears, YearDeps> = async (call, deps) => {
  const { schoolId } = call.params;
  return { status: 200, body: await yearsView(schoolId, await yearsOf(schoolId, deps), deps) };
};

type YearsReply = { readonly status: 200; readonly body: Awaited<ReturnType<typeof yearsView>> };

/** A call of any of the three commands. */
interface Commanding {
  readonly params: { readonly schoolId: SchoolId; readonly schoolYear: number };
  readonly principal: Principal;
  remember(reply: YearsReply): Write;
}

const commanding =
  (command: YearCommand) =>
  async (call: Commanding, deps: YearDeps): Promise<YearsReply> => {
    const { schoolId, schoolYear } = call.params;
    const by = call.principal.accountId;
    const replyOf = async (years: SchoolYears): Promise<YearsReply> => ({
      status: 200,
      body: await yearsView(schoolId, years, deps),
    });
    const years = await commandYear({ schoolId, schoolYear, command, by }, deps, async (next) => [
      call.remember(await replyOf(next)),
    ]);
    return replyOf(years);
  };

export const prepareSchoolYear = commanding("prepare");
export const switchSchoolYear = commanding("switch");
export const undoSchoolYear = commanding("undo");
