import { secondsOf, servedShare, totalsOf } from "../report/run-totals.ts";
import type { RunRecord } from "../run/run-record.ts";
import { goodputOf } from "./judge-surge10.ts";
import { phaseOf, secondsUntilSteady } from "./steady-again.ts";
import type { Verdict } from "./verdict.ts";

/** What a classic server must show on the same run for the comparison to mean something: it collapses. `capacity` is in intents a second. */
export const judgeFixedPool = (record: RunRecord, capacity: number): readonly Verdict[] => {
  const surge = phaseOf(record, "surge");
  const essential = servedShare(totalsOf(secondsOf(record, surge), "essential"));
  const goodput = goodputOf(record, "surge") / capacity;
  const steady = secondsUntilSteady(record, "base", "after");
  const told = (met: boolean, bar: string, wanted: string, seen: string): Verdict => ({ bar, wanted, seen, met });
  return [
    told(
      essential < 0.9,
      "the pool fails the essential",
      "under 90 %",
      `${(essential * 100).toFixed(1)} % served in 10 s`,
    ),
    told(goodput < 0.7, "its goodput falls", "under 70 % of capacity", `${(goodput * 100).toFixed(1)} %`),
    told(
      steady > 15,
      "it does not come back",
      "not in 15 s",
      Number.isFinite(steady) ? `${steady} s` : "not in the run",
    ),
  ];
};
