/** Answers and failures worth another try: pressure, not refusal. */
const RETRYABLE = new Set([429, 502, 503, 504]);

/** Milliseconds: the first wait and the longest one. */
const BASE_WAIT = 200;
const LONGEST_WAIT = 10_000;

/** Retries one in ten requests earns; a surge met with more than that would be fed by its own retries. */
const EARNED_PER_REQUEST = 0.1;
const SAVED_AT_MOST = 10;

/** One budget for a whole client: under pressure everyone's retries together stay a tenth of everyone's requests. */
export class RetryBudget {
  #saved = 3;

  /** A request was sent: it earns its share. */
  earn(): void {
    this.#saved = Math.min(SAVED_AT_MOST, this.#saved + EARNED_PER_REQUEST);
  }

  /** Whether one more attempt may be made; spends it. */
  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved -= 1;
    return true;
  }
}

export const isRetryable = (status: number): boolean => RETRYABLE.has(status);

/** How long to wait before attempt `attempt` (from 1): what the server asked for, else exponential with full jitter. */
export const waitBefore = (attempt: number, retryAfter: string | null, random: () => number = Math.random): number => {
  const asked = Number(retryAfter ?? "") * 1000;
  if (asked > 0) return Math.min(LONGEST_WAIT, asked * (1 + random() * 0.2));
  return random() * Math.min(LONGEST_WAIT, BASE_WAIT * 2 ** attempt);
};
