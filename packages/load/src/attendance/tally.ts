/** How many took so many seconds. */
export type Delays = Readonly<Record<number, number>>;

/** What became of a play, in figures that add up over schools. */
export interface Tally {
  /** Roll calls committed. */
  readonly rollCalls: number;
  /** Pieces of news that a guardian had a right to: one lesson of one child. */
  readonly due: number;
  readonly onTime: number;
  readonly late: number;
  readonly missing: number;
  /** Told of what nothing said affirmed, of a contradiction, too early, or to somebody without the right. */
  readonly false: number;
  /** Among what was told rightly when it was checked: what somebody corrected in the seconds until it left. */
  readonly overtaken: number;
  readonly corrections: number;
  readonly lateCorrections: number;
  /** The same thing twice by the same way, though the first time was written down. */
  readonly doubled: number;
  /** Left twice because a run was killed between sending and writing so. */
  readonly repeated: number;
  readonly counted: number;
  /** Pupils whose half-days, justified or not, or lateness differ from a register kept by hand. */
  readonly miscounted: number;
  /** Days of pupils whose file, once all is quiet, is not what was said of them. */
  readonly misread: number;
  readonly delays: Delays;
  readonly correctionDelays: Delays;
}

export const emptyTally: Tally = {
  rollCalls: 0,
  due: 0,
  onTime: 0,
  late: 0,
  missing: 0,
  false: 0,
  overtaken: 0,
  corrections: 0,
  lateCorrections: 0,
  doubled: 0,
  repeated: 0,
  counted: 0,
  miscounted: 0,
  misread: 0,
  delays: {},
  correctionDelays: {},
};

const sumOfDelays = (a: Delays, b: Delays): Delays => {
  const sum: Record<number, number> = { ...a };
  for (const [seconds, count] of Object.entries(b)) sum[Number(seconds)] = (sum[Number(seconds)] ?? 0) + count;
  return sum;
};

export const sumOf = (a: Tally, b: Tally): Tally => {
  const sums = Object.entries(a).map(([name, value]) => {
    const other = b[name as keyof Tally];
    return [name, typeof value === "number" && typeof other === "number" ? value + other : undefined] as const;
  });
  return {
    ...(Object.fromEntries(sums) as unknown as Tally),
    delays: sumOfDelays(a.delays, b.delays),
    correctionDelays: sumOfDelays(a.correctionDelays, b.correctionDelays),
  };
};

/** The delays, in whole seconds, within which a share of them all stayed; 0 where there were none. */
export const quantileOf = (delays: Delays, share: number): number => {
  const sorted = Object.entries(delays)
    .map(([seconds, count]) => ({ seconds: Number(seconds), count }))
    .sort((a, b) => a.seconds - b.seconds);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  for (const { seconds, count } of sorted) {
    passed += count;
    if (passed >= share * total) return seconds;
  }
  return 0;
};

/** Everything a play must not show. */
export const faultsOf = ({ false: wrong, missing, late, lateCorrections, doubled, miscounted, misread }: Tally) => ({
  false: wrong,
  missing,
  late,
  "late correction": lateCorrections,
  doubled,
  miscounted,
  misread,
});
