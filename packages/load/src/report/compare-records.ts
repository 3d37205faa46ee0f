import type { Priority } from "@preau/contract";
import type { PhaseRecord, PrioritySecond, RunRecord, SecondRecord } from "../run/run-record.ts";
import { attemptsPerIntent, PRIORITIES, secondsOf, servedShare, totalsOf } from "./run-totals.ts";
import { shortcomingsOf } from "./shortcomings.ts";

/** One figure of two runs. `beyondNoise`: chance, as the seconds of each run show it, does not explain the difference. */
export interface Difference {
  readonly phase: string;
  readonly figure: string;
  readonly unit: "share" | "ms" | "a second" | "attempts";
  readonly a: number;
  readonly b: number;
  readonly beyondNoise: boolean;
}

export interface Comparison {
  readonly a: RunRecord;
  readonly b: RunRecord;
  /** Why one of them, or both together, must not be quoted: not whole, or not the same load. */
  readonly warnings: readonly string[];
  /** Phases that both have, in the order of the first run. */
  readonly differences: readonly Difference[];
}

/** Seconds whose mean is taken for one draw: neighbours resemble one another, blocks of ten hardly. */
const BLOCK = 10;
/** Standard errors beyond which a difference is taken for one. */
const ERRORS = 3;
/** And less than this part of the larger figure is nobody's concern. */
const LEAST_CHANGE = 0.02;

interface Mean {
  readonly value: number;
  readonly error: number;
}

/** Not a number where there is none to take a mean of: nobody was served, nothing is said of how fast. */
const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The mean over seconds with its standard error, from the means of blocks of ten seconds. */
const blockMean = (values: readonly number[]): Mean => {
  const blocks = Array.from({ length: Math.floor(values.length / BLOCK) }, (_, index) =>
    meanOf(values.slice(index * BLOCK, (index + 1) * BLOCK)),
  );
  const value = meanOf(values);
  if (blocks.length < 2) return { value, error: Number.POSITIVE_INFINITY };
  const middle = meanOf(blocks);
  const variance = blocks.reduce((sum, block) => sum + (block - middle) ** 2, 0) / (blocks.length - 1);
  return { value, error: Math.sqrt(variance / blocks.length) };
};

const differ = (a: Mean, b: Mean): boolean => {
  const gap = Math.abs(a.value - b.value);
  return (
    gap > ERRORS * Math.hypot(a.error, b.error) && gap > LEAST_CHANGE * Math.max(Math.abs(a.value), Math.abs(b.value))
  );
};

const perSecond = (
  seconds: readonly SecondRecord[],
  priority: Priority,
  of: (one: PrioritySecond) => number | undefined,
): Mean => blockMean(seconds.map(({ byPriority }) => of(byPriority[priority])).filter((value) => value !== undefined));

const share = (of: "served" | "refused") => (one: PrioritySecond) =>
  one.intents === 0 ? undefined : one[of] / one.intents;
const latency = (of: "p50" | "p99") => (one: PrioritySecond) => (one.served === 0 ? undefined : one[of]);

const FIGURES = [
  { figure: "intents served", unit: "share", of: share("served") },
  { figure: "median latency", unit: "ms", of: latency("p50") },
  { figure: "p99 latency, mean of seconds", unit: "ms", of: latency("p99") },
  { figure: "refusals an intent", unit: "attempts", of: share("refused") },
] as const;

const ofPhase = (phase: PhaseRecord, a: readonly SecondRecord[], b: readonly SecondRecord[]): readonly Difference[] => {
  const total = (seconds: readonly SecondRecord[]) => blockMean(seconds.map((second) => totalsOf([second]).served));
  const sent = (seconds: readonly SecondRecord[]) =>
    blockMean(seconds.map((second) => attemptsPerIntent(totalsOf([second]))));
  const row = (
    figure: string,
    unit: Difference["unit"],
    one: Mean,
    other: Mean,
    shown = { a: one.value, b: other.value },
  ): Difference => ({
    phase: phase.name,
    figure,
    unit,
    ...shown,
    beyondNoise: differ(one, other),
  });
  const whole = (of: (totals: ReturnType<typeof totalsOf>) => number, priority?: Priority) => ({
    a: of(totalsOf(a, priority)),
    b: of(totalsOf(b, priority)),
  });
  return [
    row("served", "a second", total(a), total(b)),
    row("attempts an intent", "attempts", sent(a), sent(b), whole(attemptsPerIntent)),
    ...PRIORITIES.flatMap((priority) =>
      FIGURES.filter(() => totalsOf(a, priority).intents + totalsOf(b, priority).intents > 0).map(
        ({ figure, unit, of }) =>
          row(
            `${priority}: ${figure}`,
            unit,
            perSecond(a, priority, of),
            perSecond(b, priority, of),
            ...(figure === "intents served" ? [whole(servedShare, priority)] : []),
          ),
      ),
    ),
  ];
};

const loadOf = ({ scenario }: RunRecord): string =>
  scenario.phases
    .map(({ name, fromSecond, toSecond, rate }) => `${name} ${toSecond - fromSecond} s at ${rate}/s`)
    .join(", ");

/**
 * Two runs side by side, phase by phase. A difference is beyond noise when it exceeds three standard errors, estimated from blocks of ten
 * seconds, and two percent; a phase under twenty seconds proves nothing. What forbids the comparison is said in `warnings`, not thrown.
 */
export const compareRecords = (a: RunRecord, b: RunRecord): Comparison => ({
  a,
  b,
  warnings: [
    ...shortcomingsOf(a).map((one) => `The first run is partial: ${one}.`),
    ...shortcomingsOf(b).map((one) => `The second run is partial: ${one}.`),
    ...(loadOf(a) === loadOf(b) ? [] : [`Not the same load: ${loadOf(a)}; ${loadOf(b)}.`]),
    ...(a.machine.processor === b.machine.processor && a.machine.cores === b.machine.cores
      ? []
      : ["Not the same machine."]),
  ],
  differences: a.scenario.phases.flatMap((phase) => {
    const other = b.scenario.phases.find(({ name }) => name === phase.name);
    return other === undefined ? [] : ofPhase(phase, secondsOf(a, phase), secondsOf(b, other));
  }),
});
