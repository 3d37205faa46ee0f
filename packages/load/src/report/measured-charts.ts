import type { MeasuredSecond } from "@preau/local/limits/measured";
import type { RunRecord } from "../run/run-record.ts";
import type { Tone } from "./chart/chart.ts";
import type { Mark, Series, TimeChart } from "./chart/time-chart.ts";
import { shadesOf } from "./run-charts.ts";

const TONES: readonly Tone[] = ["first", "second", "third", "fourth", "deferrable", "failed"];
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const all = (values: Iterable<number>): number => sum([...values]);

/** What the runtime measured, laid under the seconds of the run; nothing where it measured nothing. */
export const measuredBySecond = ({
  startedAt,
  seconds,
  measured = [],
}: RunRecord): readonly (MeasuredSecond | undefined)[] => {
  const start = Date.parse(startedAt);
  const bySecond = new Map(measured.map((one) => [Math.round((one.at - start) / 1_000), one]));
  return seconds.map(({ second }) => bySecond.get(second));
};

/** The series of the names that weigh most over the run; the others together under `others`. */
const busiest = (
  measured: readonly (MeasuredSecond | undefined)[],
  named: (second: MeasuredSecond) => Readonly<Record<string, number>>,
): readonly Series[] => {
  const weights = new Map<string, number>();
  for (const second of measured)
    for (const [name, value] of Object.entries(second === undefined ? {} : named(second)))
      weights.set(name, (weights.get(name) ?? 0) + value);
  const names = [...weights]
    .filter(([, weight]) => weight > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name);
  const [shown, others] = [names.slice(0, TONES.length), names.slice(TONES.length)];
  const valuesOf = (these: readonly string[]) =>
    measured.map((second) => (second === undefined ? undefined : sum(these.map((name) => named(second)[name] ?? 0))));
  return [
    ...shown.map((name, index): Series => ({ name, tone: TONES[index] ?? "rest", values: valuesOf([name]) })),
    ...(others.length === 0 ? [] : [{ name: "others", tone: "rest", values: valuesOf(others) } as const]),
  ];
};

const mapped = <T>(record: Readonly<Record<string, T>>, value: (one: T) => number): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(record).map(([name, one]) => [name, value(one)]));

/** When an alarm changed its state. */
export const alarmMarks = (record: RunRecord): readonly Mark[] =>
  measuredBySecond(record).flatMap((measured, second) =>
    (measured?.alarms ?? []).map(({ name, state }) => ({ second, name: `${name}: ${state}` })),
  );

/** What the local runtime saw of the same seconds: environments, refusals by who refused, units of the tables. */
export const measuredCharts = (record: RunRecord): readonly TimeChart[] => {
  const measured = measuredBySecond(record);
  const [shades, marks] = [shadesOf(record), alarmMarks(record)];
  const total = (of: (second: MeasuredSecond) => number) =>
    measured.map((second) => (second === undefined ? undefined : of(second)));
  return [
    {
      id: "environments",
      title: "Busy environments by function",
      says: "Execution environments busy at once, at most, in each second.",
      unit: "environments",
      kind: "stack",
      shades,
      marks,
      series: busiest(measured, ({ functions }) => mapped(functions, ({ busy }) => busy)),
    },
    {
      id: "cold-starts",
      title: "Cold starts by function",
      says: "Environments started because none was free: who came first waited for them.",
      unit: "a second",
      kind: "stack",
      shades,
      series: busiest(measured, ({ functions }) => mapped(functions, ({ coldStarts }) => coldStarts)),
    },
    {
      id: "throttles",
      title: "Who refused",
      says: "Refused by the gateway’s buckets, by Lambda for want of concurrency, and by DynamoDB. Refusals of the functions themselves are in “Refusals by priority” only.",
      unit: "a second",
      kind: "stack",
      shades,
      marks,
      series: [
        { name: "gateway", tone: "first", values: total(({ throttledRoutes }) => all(Object.values(throttledRoutes))) },
        {
          name: "Lambda",
          tone: "second",
          values: total(({ functions }) => all(Object.values(functions).map(({ throttled }) => throttled))),
        },
        {
          name: "DynamoDB",
          tone: "fourth",
          values: total(({ tables }) => all(Object.values(tables).map(({ throttled }) => throttled))),
        },
      ],
    },
    {
      id: "read-units",
      title: "Read units by table",
      says: "Units taken by the run itself and by what follows from it (streams, queues).",
      unit: "RRU a second",
      kind: "stack",
      shades,
      series: busiest(measured, ({ tables }) => mapped(tables, ({ readUnits }) => readUnits)),
    },
    {
      id: "write-units",
      title: "Write units by table",
      says: "Units taken by the run itself and by what follows from it (streams, queues).",
      unit: "WRU a second",
      kind: "stack",
      shades,
      series: busiest(measured, ({ tables }) => mapped(tables, ({ writeUnits }) => writeUnits)),
    },
    {
      id: "processor",
      title: "Processor time by function",
      says: "Milliseconds of a core spent in each second, all environments together; a core gives 1,000.",
      unit: "ms a second",
      kind: "stack",
      shades,
      series: busiest(measured, ({ functions }) => mapped(functions, ({ cpuMs }) => cpuMs)),
    },
  ];
};
