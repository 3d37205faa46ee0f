import { LATE_MS } from "../generator/recorder.ts";
import type { RunRecord } from "../run/run-record.ts";
import { attemptsPerIntent, PRIORITIES, servedShare, totalsOf } from "./run-totals.ts";
import { MOST_LATE, shortcomingsOf } from "./shortcomings.ts";
import { showFigure, showShare } from "./show-figure.ts";

/** A line at the head of a report: what must hold of any run (`good` or `bad`), or what is only said. */
export interface VerdictLine {
  readonly is: "good" | "bad" | "said";
  readonly line: string;
}

/** How far the generator's own p99 may be from what a stalling server must show. */
const SELF_CHECK_GAP = 0.1;

const judge = (holds: boolean, line: string): VerdictLine => ({ is: holds ? "good" : "bad", line });

/** What the head of a report says: whether the run is whole and honest, whether a write was lost, and its main figures. */
export const verdictOf = (record: RunRecord): readonly VerdictLine[] => {
  const { seconds, writes, lateShare, selfCheck } = record;
  const shortcomings = shortcomingsOf(record);
  const all = totalsOf(seconds);
  const gap = Math.abs(selfCheck.measuredP99Ms / selfCheck.expectedP99Ms - 1);
  const worst = (priority: (typeof PRIORITIES)[number]): number =>
    seconds.reduce((most, { byPriority }) => Math.max(most, byPriority[priority].p99), 0);
  return [
    judge(
      shortcomings.length === 0,
      shortcomings.length === 0 ? "The run went to its end." : `Not a whole run: ${shortcomings.join("; ")}.`,
    ),
    judge(
      lateShare <= MOST_LATE,
      `${showShare(lateShare)} of the requests were fired more than ${LATE_MS} ms late (at most ${showShare(MOST_LATE)}).`,
    ),
    judge(
      gap <= SELF_CHECK_GAP,
      `Against a server that stalls, the generator saw a p99 of ${showFigure(selfCheck.measuredP99Ms)} ms where ${showFigure(selfCheck.expectedP99Ms)} ms were due.`,
    ),
    judge(
      writes.lost === 0 && writes.doubled === 0,
      `${showFigure(writes.acknowledged)} writes were acknowledged: ${showFigure(writes.lost)} lost, ${showFigure(writes.doubled)} there twice.`,
    ),
    {
      is: "said",
      line: `${showShare(servedShare(all))} of ${showFigure(all.intents)} intents served; ${PRIORITIES.map((priority) => `${priority} ${showShare(servedShare(totalsOf(seconds, priority)))}`).join(", ")}.`,
    },
    {
      is: "said",
      line: `${attemptsPerIntent(all).toFixed(3)} attempts an intent; in its worst second the p99 of the essential was ${showFigure(worst("essential"))} ms.`,
    },
  ];
};
