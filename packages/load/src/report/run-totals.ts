import type { Priority } from "@preau/contract";
import type { PrioritySecond, RunRecord, SecondRecord } from "../run/run-record.ts";

/** The classes of work, those that matter most first. */
export const PRIORITIES = ["essential", "standard", "deferrable"] as const satisfies readonly Priority[];

/** Sums over some seconds of a run. */
export type Totals = Pick<PrioritySecond, "intents" | "attempts" | "served" | "refused" | "failed">;

const NOTHING: Totals = { intents: 0, attempts: 0, served: 0, refused: 0, failed: 0 };

const add = (a: Totals, b: Totals): Totals => ({
  intents: a.intents + b.intents,
  attempts: a.attempts + b.attempts,
  served: a.served + b.served,
  refused: a.refused + b.refused,
  failed: a.failed + b.failed,
});

/** What became of the intents of a priority, or of all of them, over these seconds. */
export const totalsOf = (seconds: readonly SecondRecord[], priority?: Priority): Totals =>
  seconds
    .flatMap(({ byPriority }) => (priority === undefined ? PRIORITIES : [priority]).map((one) => byPriority[one]))
    .reduce<Totals>(add, NOTHING);

/** The seconds of a run that a phase covers. */
export const secondsOf = (
  { seconds }: Pick<RunRecord, "seconds">,
  { fromSecond, toSecond }: { readonly fromSecond: number; readonly toSecond: number },
): readonly SecondRecord[] => seconds.filter(({ second }) => second >= fromSecond && second < toSecond);

/** Served over intended; 1 when nothing was. */
export const servedShare = ({ served, intents }: Totals): number => (intents === 0 ? 1 : served / intents);

/** Requests sent for each thing that somebody wanted; 1 when nothing was. */
export const attemptsPerIntent = ({ attempts, intents }: Totals): number => (intents === 0 ? 1 : attempts / intents);
