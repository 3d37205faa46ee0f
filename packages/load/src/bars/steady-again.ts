import { PRIORITIES, secondsOf } from "../report/run-totals.ts";
import type { PhaseRecord, RunRecord, SecondRecord } from "../run/run-record.ts";

/** Seconds of a window: at a base of 12 intents a second, some 60 of them. */
const WINDOW = 5;
/** How far above its baseline a p99 may stay. */
const NEAR = 1.2;
/** Share of a window's intents that may be given up: of some thirty, one may meet a bucket that fills again. */
const MOST_FAILED = 0.05;

/** The p99 of a stretch: the mean of its seconds' p99 by priority, each weighed by what it served. Undefined when nothing was. */
export const p99Of = (seconds: readonly SecondRecord[]): number | undefined => {
  const parts = seconds.flatMap(({ byPriority }) => PRIORITIES.map((priority) => byPriority[priority]));
  const served = parts.reduce((sum, part) => sum + part.served, 0);
  return served === 0 ? undefined : parts.reduce((sum, part) => sum + part.p99 * part.served, 0) / served;
};

const windowsOf = (record: RunRecord, { fromSecond, toSecond }: Pick<PhaseRecord, "fromSecond" | "toSecond">) =>
  Array.from({ length: Math.floor((toSecond - fromSecond) / WINDOW) }, (_, rank) => {
    const from = fromSecond + rank * WINDOW;
    return { from, p99: p99Of(secondsOf(record, { fromSecond: from, toSecond: from + WINDOW })) };
  });

/** A phase of a run by its name. Throws when the run has none. */
export const phaseOf = ({ scenario }: RunRecord, name: string): PhaseRecord => {
  const phase = scenario.phases.find((one) => one.name === name);
  if (phase === undefined) throw new Error(`${scenario.name} has no phase named "${name}"`);
  return phase;
};

/**
 * What a p99 has to come back under: 1.2 times the baseline's median window, or the worst window that the baseline itself showed. The first
 * third of the baseline is left out: environments start in it.
 */
export const calmBelow = (record: RunRecord, base: string): number => {
  const { fromSecond, toSecond } = phaseOf(record, base);
  const warm = { fromSecond: fromSecond + Math.floor((toSecond - fromSecond) / 3), toSecond };
  const p99s = windowsOf(record, warm).flatMap(({ p99 }) => (p99 === undefined ? [] : [p99]));
  const sorted = p99s.sort((a, b) => a - b);
  return Math.max(NEAR * (sorted[Math.floor(sorted.length / 2)] ?? 0), sorted.at(-1) ?? 0);
};

/**
 * Seconds after the beginning of the phase `after` from which two windows of five seconds follow each other with a p99 back near the
 * baseline's, everything asked for in them served but for one intent in twenty. Infinite when that never comes.
 */
export const secondsUntilSteady = (record: RunRecord, base: string, after: string): number => {
  const calm = calmBelow(record, base);
  const phase = phaseOf(record, after);
  const isCalm = ({ from, p99 }: { readonly from: number; readonly p99: number | undefined }): boolean => {
    const seconds = secondsOf(record, { fromSecond: from, toSecond: from + WINDOW });
    const parts = seconds.flatMap(({ byPriority }) => PRIORITIES.map((priority) => byPriority[priority]));
    const intents = parts.reduce((sum, part) => sum + part.intents, 0);
    const failed = parts.reduce((sum, part) => sum + part.failed, 0);
    return p99 !== undefined && p99 <= calm && failed <= intents * MOST_FAILED;
  };
  const windows = windowsOf(record, phase);
  const rank = windows.findIndex((window, at) => {
    const next = windows[at + 1];
    return next !== undefined && isCalm(window) && isCalm(next);
  });
  return rank < 0 ? Number.POSITIVE_INFINITY : rank * WINDOW;
};
