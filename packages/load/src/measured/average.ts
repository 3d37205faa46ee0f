import { patternOf } from "../heat/heat-map.ts";
import type { MeasuredConsumer, MeasuredKey, MeasuredRun } from "./measured.ts";
import type { Invocation } from "./start-function.ts";

/** Invocations heard while a function was fresh, while one call went over a slow wire, and while many did. */
export interface Heard {
  readonly fresh: readonly Invocation[];
  readonly one: readonly Invocation[];
  readonly many: readonly Invocation[];
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);

/** The value below which a share of the values lie, the nearest above; 0 of none. */
export const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
};

/** Whose traffic meets on a key: ids in it name a person or a class, else it is of its school, or of the whole cell. */
export const scopeOf = (key: string): MeasuredKey["scope"] => {
  if (/\b(per|acc|not|imp|exp)_\w|\bREPLY#|^identity /.test(key)) return "person";
  if (/\b(aud|les|roo)_\w/.test(key)) return "class";
  return /\b\d{7}[A-Z]\b/.test(key) ? "school" : "cell";
};

const keysOf = (invocations: readonly Invocation[]): readonly MeasuredKey[] =>
  [
    ...Map.groupBy(
      invocations.flatMap(({ spent }) => spent),
      ({ key }) => `${scopeOf(key)} ${patternOf(key)}`,
    ),
  ].map(([named, spent]) => {
    const [scope = "", table = ""] = named.split(" ");
    return {
      table,
      pattern: named.slice(scope.length + 1),
      scope: scope as MeasuredKey["scope"],
      rru: round(sum(spent.map(({ rru }) => rru)) / invocations.length),
      wru: round(sum(spent.map(({ wru }) => wru)) / invocations.length),
    };
  });

/** What an invocation of a function takes: units and round trips from the slow call, processor time from the many. */
export const runOf = (id: string, { fresh, one, many }: Heard): MeasuredRun => {
  const [first, counted, timed] = [fresh, one, many].map((all) => all.filter((each) => each.function === id));
  const of = counted ?? [];
  const cpu = (timed?.length ? timed : of).map(({ cpuMs }) => cpuMs);
  const spent = of.flatMap((each) => each.spent);
  return {
    cpuMs: { median: round(quantileOf(cpu, 0.5)), p95: round(quantileOf(cpu, 0.95)) },
    firstCpuMs: round(first?.find((each) => each.first)?.cpuMs ?? 0),
    rru: round(sum(spent.map(({ rru }) => rru)) / Math.max(1, of.length)),
    wru: round(sum(spent.map(({ wru }) => wru)) / Math.max(1, of.length)),
    calls: round(mean(of.map(({ calls }) => calls))),
    roundTrips: round(mean(of.map(({ roundTrips }) => roundTrips))),
    bytesIn: Math.round(mean(of.map(({ bytesIn }) => bytesIn))),
    bytesOut: Math.round(mean(of.map(({ bytesOut }) => bytesOut))),
    logBytes: Math.round(mean(of.map(({ logBytes }) => logBytes))),
    keys: keysOf(of),
  };
};

/** The functions other than `id` that one call of it set in motion. */
export const consumersOf = (id: string, heard: Heard): readonly MeasuredConsumer[] =>
  [
    ...Map.groupBy(
      heard.one.filter((each) => each.function !== id),
      (each) => each.function,
    ),
  ].flatMap(([name, invocations]) => {
    const [first] = invocations;
    return first === undefined
      ? []
      : [{ function: name, by: first.by, invocations: invocations.length, ...runOf(name, heard) }];
  });
