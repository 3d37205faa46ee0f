/** What an account may ask of one environment: so many at once, so many a second after that. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * Somebody who opens every page in turn asks one function some ten times, a screen that validates a class of 35 once each.
 * 100 a second are refused after 0.4 s by one environment, and after 7 s when spread over ten.
 */
export const QUIET: Allowance = { burst: 40, perSecond: 4 };

/** Under pressure an account spread over many environments must be met in each: 100 a second over twenty, after 3 s. */
export const PRESSED: Allowance = { burst: 10, perSecond: 1 };

/** Accounts remembered; those not heard of for longest are forgotten, hence start anew. About 100 bytes each. */
const REMEMBERED = 500;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * The fair share of accounts in this environment: a bucket of requests each, so that what one takes is never another's loss.
 * `clock` gives milliseconds that never go back.
 */
export const shareAmongAccounts = (clock: () => number) => {
  const buckets = new Map<string, Bucket>();
  return {
    /** Takes one request of the account's share; false when nothing is left of it. */
    take: (accountId: string, { burst, perSecond }: Allowance): boolean => {
      const now = clock();
      const bucket = buckets.get(accountId) ?? { tokens: burst, at: now };
      // Put back last: the first of the map is the one not heard of for longest.
      buckets.delete(accountId);
      buckets.set(accountId, bucket);
      const [oldest] = buckets.keys();
      if (buckets.size > REMEMBERED && oldest !== undefined) buckets.delete(oldest);
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) * perSecond) / 1_000);
      bucket.at = now;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    /** How many accounts are remembered. */
    size: (): number => buckets.size,
  };
};
