/** How long one kind of request took when what was typed exists, and when it does not. */
export interface Comparison {
  readonly door: string;
  readonly tries: number;
  readonly known: Times;
  readonly unknown: Times;
  /** Of the medians and of the trimmed means: the larger over the smaller, less one. 0.02 is two per cent. */
  readonly medianGap: number;
  readonly meanGap: number;
  /** Whether status and body were the same for both, what was typed aside. */
  readonly sameAnswer: boolean;
}

export interface Times {
  readonly median: number;
  /** Without the tenth that took longest and the tenth that took least: pauses of the machine are no message. */
  readonly mean: number;
}

/** The median and the trimmed mean of a series. Throws on an empty one. */
export const timesOf = (samples: readonly number[]): Times => {
  const sorted = samples.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const kept = sorted.slice(Math.floor(sorted.length / 10), Math.ceil(sorted.length * 0.9));
  if (median === undefined) throw new Error("nothing was measured");
  return { median, mean: kept.reduce((sum, one) => sum + one, 0) / kept.length };
};

/** By how much the larger exceeds the smaller. */
export const gapOf = (one: number, other: number): number => Math.max(one, other) / Math.min(one, other) - 1;

/** Something to try: what is typed, and the answer without it. */
export interface Door {
  readonly name: string;
  /** Before each series: what was counted against a name in the last one is forgotten. */
  begin(): Promise<void>;
  /** Tries once with the n-th name of a kind; gives the status and the body with the name taken out. */
  try(kind: "known" | "unknown", rank: number): Promise<string>;
}

/** Tries both kinds in turn, the first of each pair changing sides, so that a slow minute of the machine falls on both. */
export const compareTimes = async (door: Door, tries: number): Promise<Comparison> => {
  await door.begin();
  const samples = { known: [] as number[], unknown: [] as number[] };
  const answers = { known: new Set<string>(), unknown: new Set<string>() };
  for (let rank = 0; rank < tries; rank++)
    for (const kind of rank % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const)) {
      const began = performance.now();
      const answer = await door.try(kind, rank);
      samples[kind].push(performance.now() - began);
      answers[kind].add(answer);
    }
  const [known, unknown] = [timesOf(samples.known), timesOf(samples.unknown)];
  const all = new Set([...answers.known, ...answers.unknown]);
  return {
    door: door.name,
    tries,
    known,
    unknown,
    medianGap: gapOf(known.median, unknown.median),
    meanGap: gapOf(known.mean, unknown.mean),
    sameAnswer: all.size === 1,
  };
};
