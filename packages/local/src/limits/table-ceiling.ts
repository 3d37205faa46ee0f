import { type Bucket, createBucket } from "./bucket.ts";

/** What a table on demand, or one of its indexes, takes in units a second of one kind. */
export interface TableCeiling {
  has(): boolean;
  spend(units: number): void;
}

/**
 * It takes `atFirst` from the start, and twice the greatest second that lies at least `peakMs` back: who doubles within half an hour may be
 * refused (docs "On-demand capacity mode"). What it has grown to it keeps. `now` is in milliseconds.
 */
export function createTableCeiling(options: { atFirst: number; peakMs: number }, now: () => number): TableCeiling {
  const { atFirst, peakMs } = options;
  const bucket: Bucket = createBucket({ perSecond: atFirst }, now);
  let rate = atFirst;
  let second = Math.floor(now() / 1_000);
  let taken = 0;
  /** Seconds that are too young to count, the oldest first. */
  const young: { second: number; taken: number }[] = [];

  const turn = () => {
    const time = now();
    const current = Math.floor(time / 1_000);
    if (current === second) return;
    if (taken > 0) young.push({ second, taken });
    second = current;
    taken = 0;
    for (let first = young[0]; first !== undefined && (first.second + 1) * 1_000 + peakMs <= time; first = young[0]) {
      young.shift();
      if (first.taken * 2 <= rate) continue;
      rate = first.taken * 2;
      bucket.setRate(rate, rate);
    }
  };
  return {
    has: () => {
      turn();
      return bucket.has(Number.MIN_VALUE);
    },
    spend: (units) => {
      turn();
      taken += units;
      bucket.spend(units);
    },
  };
}
