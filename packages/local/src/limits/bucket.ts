/** A token bucket that may go into debt: what something costs is often known only afterwards. */
export interface Bucket {
  /** Whether `least` tokens are there; none is taken. */
  has(least: number): boolean;
  /** Takes tokens, there or not. */
  spend(tokens: number): void;
  /** From now on. */
  setRate(perSecond: number, most: number): void;
}

/** Starts full with `most` tokens (default: those of one second). `now` is in milliseconds. */
export function createBucket(rate: { perSecond: number; most?: number }, now: () => number): Bucket {
  let perMs = rate.perSecond / 1_000;
  let most = rate.most ?? rate.perSecond;
  let tokens = most;
  let last = now();
  const refill = () => {
    const time = now();
    if (time === last) return;
    tokens = Math.min(most, tokens + (time - last) * perMs);
    last = time;
  };
  return {
    has: (least) => {
      refill();
      return tokens >= least;
    },
    spend: (spent) => {
      refill();
      tokens -= spent;
    },
    setRate: (perSecond, highest) => {
      refill();
      perMs = perSecond / 1_000;
      most = highest;
    },
  };
}
