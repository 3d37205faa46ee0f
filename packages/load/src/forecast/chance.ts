/** Numbers drawn from a seed: the same seed, the same day. */
export interface Chance {
  /** In [0, 1). */
  uniform(): number;
  /** Log-normal, given its median and the sigma of its logarithm. */
  logNormal(median: number, sigma: number): number;
  /** The gap to the next of `perSecond` arrivals, in milliseconds: those of a Poisson process. */
  gapMs(perSecond: number): number;
}

const TAU = 2 * Math.PI;

/** The standard deviations at which 95 and 99 of a hundred of a normal law lie. */
export const DEVIATIONS = { p95: 1.644_854, p99: 2.326_348 } as const;

/** The sigma of a log-normal law from its median and a high percentile; none when they are equal. */
export const sigmaOf = (median: number, high: number, deviations: number = DEVIATIONS.p95): number =>
  median > 0 && high > median ? Math.log(high / median) / deviations : 0;

/** Mulberry32: small, fast, and good enough for queues. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(TAU * uniform());
  return {
    uniform,
    logNormal: (median, sigma) => (sigma === 0 ? median : median * Math.exp(sigma * normal())),
    gapMs: (perSecond) => (-Math.log(1 - uniform()) / perSecond) * 1_000,
  };
};
