import { secondsOf, servedShare, totalsOf } from "../report/run-totals.ts";
import type { RunRecord } from "../run/run-record.ts";
import { judgeFairness } from "./judge-fairness.ts";
import { judgeAttempts, judgeWrites } from "./judge-surge.ts";
import { phaseOf, secondsUntilSteady } from "./steady-again.ts";
import { atLeast, atMost, type Verdict } from "./verdict.ts";

/** Intents served a second in a phase. */
export const goodputOf = (record: RunRecord, name: string): number => {
  const phase = phaseOf(record, name);
  return totalsOf(secondsOf(record, phase)).served / (phase.toSecond - phase.fromSecond);
};

/** Where most is refused, each application uses the try that it begins with, then one request in ten: no bar of its own, a guard against storms. */
const MOST_ATTEMPTS = 1.25;
/** Seconds over which the best of a run is looked for: so long that what came at once, out of full buckets, is little of it. */
const BEST_OF = 60;

/**
 * What the capacity serves, in intents a second: the rate of requests at which it was fixed, or the most that the same run served over a
 * minute if that is more. One intent is one request where nothing is refused.
 */
export const capacityOf = (record: RunRecord): number => {
  const { seconds, target } = record;
  const best = seconds.map((_, at) => totalsOf(seconds.slice(at, at + BEST_OF)).served / BEST_OF);
  return Math.max(target.limits?.gateway.rate ?? 0, ...best);
};

/** The bars of ten times the usual rate on the capacity of four times. */
export const judgeSurge10 = (record: RunRecord): readonly Verdict[] => {
  const capacity = capacityOf(record);
  const goodput = goodputOf(record, "surge");
  return [
    atLeast("the essential served", 0.999, servedShare(totalsOf(record.seconds, "essential"))),
    atLeast(
      "goodput of capacity",
      0.9,
      capacity === 0 ? 0 : goodput / capacity,
      `: ${goodput.toFixed(1)} of ${capacity.toFixed(1)} intents/s`,
    ),
    judgeFairness(record),
    atMost("steady again after", 15, secondsUntilSteady(record, "base", "after"), " s"),
    ...judgeWrites(record),
    ...judgeAttempts(record, MOST_ATTEMPTS),
  ];
};
