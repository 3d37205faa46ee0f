import type { Priority } from "@preau/contract";

/** Answers and failures worth another try: pressure, not refusal. */
const RETRYABLE = new Set([429, 502, 503, 504]);

/** Milliseconds: the first wait and the longest one, where the server asked for none. */
const BASE_WAIT = 200;
const LONGEST_WAIT = 10_000;

/** What the server asks for is spread over this much more, at least: all those refused in one second were told the same. */
const SPREAD = 0.2;
const LEAST_SPREAD = 1_000;

/** Retries one in ten requests earns; a surge met with more than that would be fed by its own retries. */
const EARNED_PER_REQUEST = 0.1;
const SAVED_AT_FIRST = 2;
const SAVED_AT_MOST = 5;

/** What is left to those that can wait less: the last try of all is for a roll call. */
const KEPT_FOR_OTHERS: Readonly<Record<Priority, number>> = { essential: 0, standard: 1, deferrable: 2 };

/**
 * One budget for a whole client: under pressure everyone's retries together stay a tenth of everyone's requests. It starts low, for in a
 * surge most clients have just been opened.
 */
export class RetryBudget {
  #saved = SAVED_AT_FIRST;

  /** A request was sent: it earns its share. */
  earn(): void {
    this.#saved = Math.min(SAVED_AT_MOST, this.#saved + EARNED_PER_REQUEST);
  }

  /** Whether one more attempt may be made; spends it. */
  spend(priority: Priority): boolean {
    if (this.#saved - KEPT_FOR_OTHERS[priority] < 1) return false;
    this.#saved -= 1;
    return true;
  }
}

export const isRetryable = (status: number): boolean => RETRYABLE.has(status);

/** How long to wait before trying again after attempt `attempt` (from 1), in milliseconds: never less than the server asked for, else exponential with full jitter. */
export const waitBefore = (attempt: number, retryAfter: string | null, random: () => number = Math.random): number => {
  const asked = Number(retryAfter ?? "") * 1000;
  if (asked > 0) return asked + random() * Math.max(LEAST_SPREAD, asked * SPREAD);
  return random() * Math.min(LONGEST_WAIT, BASE_WAIT * 2 ** attempt);
};
