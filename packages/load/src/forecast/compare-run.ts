import { readFileSync } from "node:fs";
import { stageOf } from "../bars/play-bar.ts";
import { showTable } from "../bench/show-table.ts";
import type { Measured } from "../measured/measured.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { Broken } from "./model.ts";
import { runModel } from "./run-model.ts";
import { type Outcome, simulate } from "./simulate.ts";
import { PRIORITIES, percentileOf } from "./tally.ts";

/** A forecast that is further from the run than this is not to be believed. */
const MOST = 0.15;
/** Below so many a figure is chance. */
const LEAST_COUNT = 100;

interface Line {
  readonly what: string;
  readonly run: number;
  readonly forecast: number;
  /** What the difference is measured against. */
  readonly against: number;
}

const linesOf = (record: RunRecord, outcome: Outcome): readonly Line[] => {
  const seconds = record.seconds.length;
  const lines: Line[] = [];
  const add = (what: string, run: number, forecast: number, against = run): void =>
    void lines.push({ what, run, forecast, against });
  const sum = (priority: (typeof PRIORITIES)[number], of: "intents" | "attempts" | "served" | "refused"): number =>
    (outcome.tally.rows.get(priority) ?? []).reduce((total, row) => total + row[of], 0);
  const ran = (of: "served" | "attempts"): number =>
    record.priorities.reduce((total, priority) => total + priority[of], 0);
  const forecast = (of: "served" | "attempts"): number => PRIORITIES.reduce((total, one) => total + sum(one, of), 0);
  add("served a second", ran("served") / seconds, forecast("served") / seconds);
  add("attempts a second", ran("attempts") / seconds, forecast("attempts") / seconds);
  for (const { priority, intents, served, refused, latencyMs } of record.priorities) {
    if (intents < LEAST_COUNT) continue;
    add(`${priority}: served, %`, (100 * served) / intents, (100 * sum(priority, "served")) / sum(priority, "intents"));
    const told = sum(priority, "refused");
    if (Math.max(refused, told) >= LEAST_COUNT) add(`${priority}: answers 429 or 503`, refused, told);
    const latencies = (outcome.tally.rows.get(priority) ?? []).map((row) => row.latencies);
    if (priority === "essential") {
      add("essential: p50, ms", latencyMs.p50, percentileOf(latencies, 0.5));
      add("essential: p99, ms", latencyMs.p99, percentileOf(latencies, 0.99));
    }
  }
  const busyMs = (record.measured ?? [])
    .flatMap(({ functions }) => Object.values(functions))
    .reduce((total, one) => total + one.busyMs, 0);
  if (busyMs > 0)
    add("busy environments, mean", busyMs / 1_000 / seconds, outcome.busy.sum.reduce((a, b) => a + b, 0) / seconds);
  return lines;
};

/** Over this share of requests fired late, the record says nothing. */
const MOST_LATE = 0.01;

const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

/** Plays the run of a record in virtual time and prints how far the forecast is from it; whether it may be believed. */
export const compareRun = (
  measured: Measured,
  file: string,
  {
    say,
    seed,
    broken,
  }: { readonly say: (line: string) => void; readonly seed: number; readonly broken?: Broken | undefined },
): boolean => {
  const record = JSON.parse(readFileSync(file, "utf8")) as RunRecord;
  if (record.lateShare > MOST_LATE || record.partial !== undefined) {
    const why = record.partial ?? `${(record.lateShare * 100).toFixed(0)} % of its requests were fired late`;
    say(`This run cannot be compared with: ${why}.`);
    return false;
  }
  const stage = stageOf(record.scenario.name === "surge10" ? "surge10" : "surge");
  const { model, unknown, heldMs } = runModel(measured, record, { stage, seed, broken });
  const lines = linesOf(record, simulate(model));
  say(
    `${record.scenario.title}, ${record.startedAt}: ${record.seconds.length} s, against the same day in virtual time.`,
  );
  say(`A request held an environment for ${heldMs.toFixed(0)} ms on average: service times are those of the run.`);
  for (const { operation, share } of unknown)
    say(`Not measured and left out: ${operation}, ${(share * 100).toFixed(1)} %.`);
  const deviations = lines.map((line) => ({ ...line, off: line.forecast / line.against - line.run / line.against }));
  say(
    showTable(
      deviations.map(({ what, run, forecast, off }) => ({
        figure: what,
        run: figure(run),
        forecast: figure(forecast),
        deviation: `${off >= 0 ? "+" : "−"}${Math.abs(off * 100).toFixed(1)} %`,
        "within 15 %": Math.abs(off) <= MOST ? "yes" : "NO",
      })),
    ),
  );
  const isBelieved = deviations.every(({ off }) => Math.abs(off) <= MOST);
  say(
    isBelieved
      ? "The model reproduces the run within 15 %."
      : "Over 15 % away from the run: this model is not to be believed.",
  );
  return isBelieved;
};
