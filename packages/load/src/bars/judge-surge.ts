import { attemptsPerIntent, servedShare, totalsOf } from "../report/run-totals.ts";
import type { RunRecord } from "../run/run-record.ts";
import { secondsUntilSteady } from "./steady-again.ts";
import { atLeast, atMost, type Verdict } from "./verdict.ts";

/** Writes that were acknowledged and are not there, or are there twice. A run without any says nothing. */
export const judgeWrites = ({ writes: { acknowledged, lost, doubled } }: RunRecord): readonly Verdict[] => [
  {
    bar: "acknowledged writes",
    wanted: "none lost, none twice",
    seen: `${acknowledged} acknowledged, ${lost} lost, ${doubled} twice`,
    met: acknowledged > 0 && lost === 0 && doubled === 0,
  },
];

/** Requests sent for each intent, over the whole run: the descent of a surge is where retries feed themselves. */
export const judgeAttempts = ({ seconds }: RunRecord, ceiling = 1.15): readonly Verdict[] => [
  atMost("attempts an intent", ceiling, attemptsPerIntent(totalsOf(seconds))),
];

/** The bars of a day at five times its usual rate, served from warm. */
export const judgeSurge = (record: RunRecord): readonly Verdict[] => {
  const essential = record.priorities.find(({ priority }) => priority === "essential");
  return [
    ...judgeWrites(record),
    atLeast("served in 10 s", 0.999, servedShare(totalsOf(record.seconds))),
    atMost("p99 of the essential", 800, essential?.latencyMs.p99 ?? Number.POSITIVE_INFINITY, " ms"),
    atMost("steady again after", 30, secondsUntilSteady(record, "base", "after"), " s"),
    ...judgeAttempts(record),
  ];
};
