import type { Priority } from "@preau/contract";
import { isRetryable, type RetryBudget, waitBefore } from "./retry-budget.ts";

/** One sending of a request, once it ended: what a load test or a diagnosis counts. */
export interface Attempt {
  readonly capability: string;
  readonly operation: string;
  readonly priority: Priority;
  /** From 1; a call of the client is one intent, whose attempts follow one another. */
  readonly number: number;
  /** Of the answer; without it the network failed, or the time of the intent was over. */
  readonly status?: number;
}

/** What an intent may take: so many attempts, so many milliseconds in all; clock and chance come from outside so that it can be played. */
export interface Patience {
  readonly attempts: number;
  readonly timeBudgetMs: number;
  readonly clock: () => number;
  readonly random: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly onAttempt?: (attempt: Attempt) => void;
}

/** An attempt that has less time than this cannot end: it is not begun. */
const LEAST_MS = 500;

interface Intent extends Pick<Attempt, "capability" | "operation" | "priority"> {
  /** Whether sending it twice does no harm. */
  readonly repeatable: boolean;
}

type Ended = { readonly response: Response } | { readonly error: unknown };

/** Sends once, and gives up waiting for an answer after so long; the body of an answer takes the time it takes. */
const sendOnce = async (send: (signal: AbortSignal) => Promise<Response>, ms: number): Promise<Ended> => {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException("no answer in time", "TimeoutError")), ms);
  try {
    return { response: await send(late.signal) };
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Sends until there is an answer that is no passing pressure, or no more tries: those of the call, those of the client's budget, and the
 * time of the intent, within which an attempt must be able to end. Gives the last answer, or throws the last error of the network.
 */
export const persist = async (
  { repeatable, ...intent }: Intent,
  send: (signal: AbortSignal) => Promise<Response>,
  budget: RetryBudget,
  { attempts, timeBudgetMs, clock, random, wait, onAttempt }: Patience,
): Promise<Response> => {
  const begun = clock();
  const left = (): number => timeBudgetMs - (clock() - begun);
  for (let number = 1; ; number += 1) {
    budget.earn();
    const ended = await sendOnce(send, left());
    const response = "response" in ended ? ended.response : undefined;
    onAttempt?.({ ...intent, number, ...(response && { status: response.status }) });
    if (response !== undefined && !isRetryable(response.status)) return response;
    const pause = waitBefore(number, response?.headers.get("retry-after") ?? null, random);
    const again = repeatable && number < attempts && left() - pause >= LEAST_MS && budget.spend(intent.priority);
    if (!again) {
      if (response !== undefined) return response;
      throw "error" in ended ? ended.error : new Error("no answer");
    }
    await wait(pause);
  }
};
