/** A series of measures: the figure to read is the median; the distance between the two others says how far to trust it. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly samples: number;
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

/** The spread of a series, to the thousandth; of an even number of samples, the upper of the two in the middle. Throws on none. */
export const spreadOf = (samples: readonly number[]): Spread => {
  const sorted = samples.toSorted((a, b) => a - b);
  const [min, median, max] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  if (min === undefined || median === undefined || max === undefined) throw new Error("nothing was measured");
  return { min: round(min), median: round(median), max: round(max), samples: samples.length };
};

/** `12.3 (11.8–14.0)`: the median between its extremes. */
export const showSpread = ({ min, median, max }: Spread, digits = 1): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
