import type { PhaseRecord } from "../run/run-record.ts";

/** A stretch of a run, from one rate to another in a straight line. Rates are multiples of the base rate, or intents a second once multiplied. */
export interface RatePhase {
  readonly name: string;
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
}

/** The same phases at `base` intents a second, their lengths multiplied by `stretch`. */
export const scaledPhases = (phases: readonly RatePhase[], base: number, stretch = 1): readonly RatePhase[] =>
  phases.map(({ name, seconds, from, to }) => ({ name, seconds: seconds * stretch, from: from * base, to: to * base }));

export const lengthOf = (phases: readonly RatePhase[]): number => phases.reduce((sum, { seconds }) => sum + seconds, 0);

/** Intents that a profile wants in all, on average. */
export const intentsOf = (phases: readonly RatePhase[]): number =>
  phases.reduce((sum, { seconds, from, to }) => sum + (seconds * (from + to)) / 2, 0);

export const peakOf = (phases: readonly RatePhase[]): number =>
  Math.max(...phases.flatMap(({ from, to }) => [from, to]));

/** Where each phase lies in the run, as a report names it. */
export const phaseRecords = (phases: readonly RatePhase[]): readonly PhaseRecord[] => {
  let toSecond = 0;
  return phases.map(({ name, seconds, to }) => {
    const fromSecond = toSecond;
    toSecond += seconds;
    return { name, fromSecond, toSecond, rate: to };
  });
};

/** Seconds into a phase after which it has wanted `intents`: the surface under a straight line, turned around. */
const secondsUntil = ({ seconds, from, to }: RatePhase, intents: number): number => {
  const slope = (to - from) / seconds;
  if (Math.abs(slope) < 1e-9) return intents / from;
  return (Math.sqrt(from * from + 2 * slope * intents) - from) / slope;
};

/**
 * The moments, in milliseconds from the start, at which somebody wants something: a Poisson process whose rate follows the phases. They are
 * decided before anything is answered. `random` gives numbers in [0, 1).
 */
export function* arrivals(phases: readonly RatePhase[], random: () => number): Generator<number> {
  const gap = (): number => -Math.log(1 - random());
  let start = 0;
  let owed = gap();
  for (const phase of phases) {
    const wanted = intentsOf([phase]);
    while (owed < wanted) {
      yield (start + secondsUntil(phase, owed)) * 1000;
      owed += gap();
    }
    owed -= wanted;
    start += phase.seconds;
  }
}
