/** Where values stand on an axis, and the values worth a mark on it. */
export interface Scale {
  at(value: number): number;
  readonly ticks: readonly number[];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const STEPS = [1, 2, 5, 10] as const;

/** The least step of 1, 2 or 5 times a power of ten that divides a length in at most so many parts. */
const stepOf = (length: number, parts: number): number => {
  const power = 10 ** Math.floor(Math.log10(length / parts));
  return (STEPS.find((step) => length / (step * power) <= parts) ?? 10) * power;
};

const multiples = (step: number, most: number): readonly number[] =>
  Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(12)));

/** From zero to the first round number that no value exceeds; one where there is nothing to show. */
export const linearScale = (most: number, range: Range, parts = 5): Scale => {
  const step = stepOf(most > 0 ? most : 1, parts);
  const top = Math.max(step, Math.ceil((most > 0 ? most : 1) / step - 1e-9) * step);
  return { at: (value) => range.from + (value / top) * (range.to - range.from), ticks: multiples(step, top) };
};

/** Seconds from the first to the last, marked every so many whole seconds or minutes. */
export const timeScale = (last: number, range: Range): Scale => {
  const span = Math.max(1, last);
  const step = [1, 5, 10, 15, 30, 60, 120, 300, 600, 1_800].find((one) => span / one <= 10) ?? 3_600;
  return { at: (second) => range.from + (second / span) * (range.to - range.from), ticks: multiples(step, span) };
};

/** Decades around positive values; what is less than the first decade stands on the axis. */
export const logScale = (values: readonly number[], range: Range): Scale => {
  const positive = values.filter((value) => value > 0);
  const extreme = (of: (a: number, b: number) => number): number =>
    positive.reduce((a, b) => of(a, b), positive[0] ?? 1);
  const low = Math.floor(Math.log10(extreme(Math.min)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(extreme(Math.max)) - 1e-9));
  const at = (value: number): number => {
    const decade = Math.max(low, Math.log10(Math.max(value, Number.MIN_VALUE)));
    return range.from + ((decade - low) / (high - low)) * (range.to - range.from);
  };
  return {
    at,
    ticks: Array.from({ length: high - low + 1 }, (_, index) => Number((10 ** (low + index)).toPrecision(6))),
  };
};
