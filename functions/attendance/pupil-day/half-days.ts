import { type Closure, closedBecause } from "@preau/calendar";
import type { ClockTime, Day } from "@preau/contract";

/**
 * How a school counts. Stored with its version beside every figure that leaves the school, so that a recount gives the same figure for
 * ever, and a change of rule shows what it would change before it is applied.
 */
export interface CountingRule {
  readonly version: number;
  /** Where the morning ends. A course that crosses it belongs to the half that holds most of it, to the morning if they are equal. */
  readonly boundary: ClockTime;
  /** What one absence is: an hour begun, a half-day (the legal unit) or a day. */
  readonly unit: "hour" | "half-day" | "day";
  /** From how many minutes a late arrival is a missed course; without it, never: lateness is not absence. */
  readonly missedFromMinutesLate?: number | undefined;
}

/** The rule of a school that has set none. */
export const usualRule: CountingRule = { version: 1, boundary: "12:00", unit: "half-day" };

/** A course that took place in the timetable, and what became of one pupil there. */
export interface CourseOutcome {
  readonly day: Day;
  readonly start: ClockTime;
  readonly end: ClockTime;
  /** Cancelled courses never count, whatever was marked before they were. */
  readonly cancelled: boolean;
  readonly outcome: "absent" | "late";
  readonly minutesLate?: number | undefined;
  /** A valid reason was given and accepted. */
  readonly justified: boolean;
  /** False when school life decided that it is not to be held against the pupil (exam, outing, internship). */
  readonly counts: boolean;
}

export interface Count {
  readonly ruleVersion: number;
  readonly unit: CountingRule["unit"];
  readonly justified: number;
  readonly unjustified: number;
  readonly lateness: number;
  /** The distinct half-days missed, in order, whatever the unit: what the register prints. */
  readonly halfDays: readonly {
    readonly day: Day;
    readonly part: "morning" | "afternoon";
    readonly justified: boolean;
  }[];
}

const minutesOf = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The half of the day a course belongs to. */
export const partOf = (
  { start, end }: Pick<CourseOutcome, "start" | "end">,
  { boundary }: Pick<CountingRule, "boundary">,
): "morning" | "afternoon" => (minutesOf(start) + minutesOf(end) <= 2 * minutesOf(boundary) ? "morning" : "afternoon");

const isMissed = ({ outcome, minutesLate = 0 }: CourseOutcome, { missedFromMinutesLate }: CountingRule): boolean =>
  outcome === "absent" || (missedFromMinutesLate !== undefined && minutesLate >= missedFromMinutesLate);

const hoursOf = (courses: readonly CourseOutcome[]): number =>
  courses.reduce((sum, { start, end }) => sum + Math.ceil((minutesOf(end) - minutesOf(start)) / 60), 0);

/**
 * The one count of absences: shown to families, printed on the register, sent to the bulletin and compared with the threshold of the law.
 * Distinct (day, half) with at least one missed course of the timetable, whatever the number of hours (code de l’éducation,
 * L131-8); closed days and cancelled courses never count, and a half-day is justified when every course missed in it is.
 */
export const countAbsences = (
  outcomes: readonly CourseOutcome[],
  rule: CountingRule,
  closures: readonly Closure[],
): Count => {
  const held = outcomes.filter(
    ({ day, cancelled, counts }) => counts && !cancelled && closedBecause(day, closures) === undefined,
  );
  const missed = held.filter((course) => isMissed(course, rule));
  const byHalf = Map.groupBy(missed, (course) => `${course.day} ${partOf(course, rule) === "morning" ? 0 : 1}`);
  const halfDays = [...byHalf]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([half, courses]) => ({
      day: half.slice(0, 10),
      part: half.endsWith("0") ? ("morning" as const) : ("afternoon" as const),
      justified: courses.every(({ justified }) => justified),
    }));
  const days = [...Map.groupBy(halfDays, ({ day }) => day).values()];
  const units: Readonly<Record<CountingRule["unit"], (justified: boolean) => number>> = {
    hour: (justified) => hoursOf(missed.filter((course) => course.justified === justified)),
    "half-day": (justified) => halfDays.filter((half) => half.justified === justified).length,
    day: (justified) => days.filter((halves) => halves.every((half) => half.justified) === justified).length,
  };
  return {
    ruleVersion: rule.version,
    unit: rule.unit,
    justified: units[rule.unit](true),
    unjustified: units[rule.unit](false),
    lateness: held.length - missed.length,
    halfDays,
  };
};
