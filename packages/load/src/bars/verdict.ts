/** One bar and how a run stood before it. */
export interface Verdict {
  /** Short name, by which a breakage says what it must break. */
  readonly bar: string;
  readonly wanted: string;
  readonly seen: string;
  readonly met: boolean;
}

export const isMet = (verdicts: readonly Verdict[]): boolean => verdicts.every(({ met }) => met);

/** Verdicts as a table, a bar a line. */
export const showVerdicts = (verdicts: readonly Verdict[]): string => {
  const width = (field: "bar" | "wanted") => Math.max(...verdicts.map((verdict) => verdict[field].length));
  const [bars, wants] = [width("bar"), width("wanted")];
  return verdicts
    .map(
      ({ bar, wanted, seen, met }) => `${met ? "met " : "FAIL"}  ${bar.padEnd(bars)}  ${wanted.padEnd(wants)}  ${seen}`,
    )
    .join("\n");
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** A share that must not be under a floor. */
export const atLeast = (bar: string, floor: number, share: number, note = ""): Verdict => ({
  bar,
  wanted: `at least ${percent(floor)}`,
  seen: `${percent(share)}${note}`,
  met: share >= floor,
});

/** A figure that must not be over a ceiling. */
export const atMost = (bar: string, ceiling: number, figure: number, unit = ""): Verdict => ({
  bar,
  wanted: `at most ${ceiling}${unit}`,
  seen: Number.isFinite(figure) ? `${Number(figure.toFixed(3))}${unit}` : "never",
  met: figure <= ceiling,
});
