import type { PrioritySecond, RunRecord } from "../run/run-record.ts";
import type { Series, Shade, TimeChart } from "./chart/time-chart.ts";
import { PRIORITIES } from "./run-totals.ts";

/** The phases of a run as parts of its time. */
export const shadesOf = ({ scenario }: Pick<RunRecord, "scenario">): readonly Shade[] =>
  scenario.phases.map(({ name, fromSecond, toSecond }) => ({ name, fromSecond, toSecond }));

/** One series for each priority, in the colour of that priority. */
const byPriority = (
  { seconds }: RunRecord,
  value: (one: PrioritySecond) => number | undefined,
  named: (priority: string) => string = (priority) => priority,
  dashed = false,
): readonly Series[] =>
  PRIORITIES.map((priority) => ({
    name: named(priority),
    tone: priority,
    dashed,
    values: seconds.map((second) => value(second.byPriority[priority])),
  }));

const sumOf = ({ seconds }: RunRecord, of: keyof PrioritySecond): readonly number[] =>
  seconds.map((second) => PRIORITIES.reduce((sum, priority) => sum + second.byPriority[priority][of], 0));

/** A percentile says nothing of a second in which nobody was served. */
const whenServed = (of: "p50" | "p99") => (one: PrioritySecond) => (one.served > 0 ? one[of] : undefined);

/** What people wanted and what became of it, each second of the run. */
export const runCharts = (record: RunRecord): readonly TimeChart[] => {
  const shades = shadesOf(record);
  return [
    {
      id: "throughput",
      title: "Throughput",
      says: "What people wanted, what was sent for it, and what became of it. Served and failed are counted in the second of the intent; refused are answers 429 and 503, to each attempt.",
      unit: "a second",
      kind: "lines",
      shades,
      series: [
        { name: "intents", tone: "rest", dashed: true, values: sumOf(record, "intents") },
        { name: "served", tone: "third", values: sumOf(record, "served") },
        { name: "attempts", tone: "fourth", values: sumOf(record, "attempts") },
        { name: "refused", tone: "refused", values: sumOf(record, "refused") },
        { name: "failed", tone: "failed", values: sumOf(record, "failed") },
      ],
    },
    {
      id: "served",
      title: "Served by priority",
      says: "Intents served within their budget: what is left of each class of work under pressure.",
      unit: "intents a second",
      kind: "stack",
      shades,
      series: byPriority(record, ({ served }) => served),
    },
    {
      id: "latency",
      title: "Latency by priority",
      says: "From the intended send to the answer that served, waiting and retries included: half of the intents of a second below the dashed line, 99 % below the full one. Logarithmic.",
      unit: "milliseconds",
      kind: "log-lines",
      shades,
      series: [
        ...byPriority(record, whenServed("p99"), (priority) => `${priority}, p99`),
        ...byPriority(record, whenServed("p50"), (priority) => `${priority}, median`, true),
      ],
    },
    {
      id: "refusals",
      title: "Refusals by priority",
      says: "Attempts answered 429 or 503: the deferrable first, the essential never, if admission does its work.",
      unit: "a second",
      kind: "stack",
      shades,
      series: byPriority(record, ({ refused }) => refused),
    },
    {
      id: "failures",
      title: "Given up, by priority",
      says: "Intents whose budget ran out, or whose answer no retry mends.",
      unit: "intents a second",
      kind: "stack",
      shades,
      series: byPriority(record, ({ failed }) => failed),
    },
    {
      id: "in-flight",
      title: "Requests in flight",
      says: "Sent and not yet answered. A line that keeps climbing after the surge is a queue that feeds on itself.",
      unit: "requests",
      kind: "lines",
      shades,
      series: [{ name: "in flight", tone: "first", values: record.seconds.map(({ inFlight }) => inFlight) }],
    },
  ];
};
