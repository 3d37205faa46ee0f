import type { LatencyRecord, OperationRecord, RunRecord } from "../run/run-record.ts";
import type { CategoryGap } from "./category-gaps.ts";
import { categoryGaps } from "./category-gaps.ts";
import { showFigures } from "./chart/chart.ts";
import { hottestKeys } from "./hottest-keys.ts";
import { type Html, html } from "./html.ts";
import { alarmMarks } from "./measured-charts.ts";
import { attemptsPerIntent, PRIORITIES, servedShare, totalsOf } from "./run-totals.ts";
import { showFigure, showMoment, showShare } from "./show-figure.ts";

const percentiles = ({ p50, p90, p99, max }: LatencyRecord): readonly string[] => [p50, p90, p99, max].map(showFigure);
const PERCENTILES = ["p50 ms", "p90 ms", "p99 ms", "max ms"] as const;

/** What became of the intents of each priority, over the whole run. */
export const priorityTable = ({ seconds, priorities }: RunRecord): Html =>
  showFigures({
    columns: [
      "priority",
      "intents",
      "served",
      "share served",
      "refused",
      "failed",
      "attempts an intent",
      ...PERCENTILES,
    ],
    rows: [...PRIORITIES, undefined].map((priority) => {
      const totals = totalsOf(seconds, priority);
      const known = priorities.find((one) => one.priority === priority);
      return [
        priority ?? "all",
        showFigure(totals.intents),
        showFigure(totals.served),
        showShare(servedShare(totals)),
        showFigure(totals.refused),
        showFigure(totals.failed),
        attemptsPerIntent(totals).toFixed(3),
        ...(known === undefined ? PERCENTILES.map(() => "–") : percentiles(known.latencyMs)),
      ];
    }),
  });

const operationRow = ({ operation, priority, latencyMs, statuses, ...one }: OperationRecord): readonly string[] => [
  operation,
  priority,
  ...[one.intents, one.attempts, one.served, one.unchanged, one.refused, one.failed].map(showFigure),
  ...percentiles(latencyMs),
  ...[one.bytesOut, one.bytesIn].map((bytes) => showFigure(bytes / 1_024)),
  Object.entries(statuses)
    .map(([status, count]) => `${status === "0" ? "no answer" : status} × ${showFigure(count)}`)
    .join(", "),
];

/** Every operation of the scenario, the most wanted first. */
export const operationTable = ({ operations }: RunRecord): Html =>
  showFigures({
    columns: [
      "operation",
      "priority",
      "intents",
      "attempts",
      "served",
      "unchanged (304)",
      "refused",
      "failed",
      ...PERCENTILES,
      "KiB sent",
      "KiB received",
      "answers",
    ],
    rows: operations.toSorted((a, b) => b.intents - a.intents).map(operationRow),
  });

const SHOWN_GAPS = 20;
const gapRow = ({ operation, category, intents, refusedShare, everybody, deviations }: CategoryGap) => [
  operation,
  category,
  showFigure(intents),
  showShare(refusedShare),
  showShare(everybody),
  deviations.toFixed(1),
];

/** Whether anybody was refused more than others for the role or the school that is theirs: the widest gaps. */
export const categoryTable = (record: RunRecord): Html => {
  const gaps = categoryGaps(record);
  if (gaps.length === 0) return html`<p>No category asked for one operation thirty times: nothing can be said.</p>`;
  return html`<p>The same operation, asked for by one role or one school and by everybody else. Chance alone gives gaps under four standard errors. ${
    gaps.length > SHOWN_GAPS ? `The ${SHOWN_GAPS} widest of ${gaps.length} gaps.` : undefined
  }</p>${showFigures({
    columns: ["operation", "who", "intents", "refusals an intent", "of everybody", "gap in standard errors"],
    rows: gaps.slice(0, SHOWN_GAPS).map(gapRow),
  })}`;
};

/** The partition keys that took most in one second. */
export const heatTable = (record: RunRecord): Html => {
  const keys = hottestKeys(record);
  if (keys.length === 0) return html`<p>The target did not tell which keys it read and wrote.</p>`;
  return showFigures({
    columns: [
      "pattern",
      "peak RRU/s",
      "peak WRU/s",
      "of a partition’s ceiling here",
      "seconds among the hottest",
      "key",
    ],
    rows: keys.map(({ pattern, key, peakReadUnits, peakWriteUnits, shareOfCeiling, seconds }) => [
      pattern,
      showFigure(peakReadUnits),
      showFigure(peakWriteUnits),
      shareOfCeiling === undefined ? "–" : showShare(shareOfCeiling),
      showFigure(seconds),
      key,
    ]),
  });
};

/** Every alarm that changed its state, in order. */
export const alarmTable = (record: RunRecord): Html => {
  const marks = alarmMarks(record);
  if (marks.length === 0) return html`<p>No alarm changed its state.</p>`;
  return showFigures({ columns: ["alarm", "at"], rows: marks.map(({ second, name }) => [name, showMoment(second)]) });
};
