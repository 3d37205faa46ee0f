import { setTimeout as delay } from "node:timers/promises";
import { LambdaRefusal } from "./lambda-refusal.ts";
import type { Pool } from "./pool.ts";

export interface AsyncInvoker {
  /** Accepts an event for a function; `onFailure` is told the last error once the attempts are spent. */
  invoke(name: string, payload: string, onFailure?: (error: string) => Promise<void>): void;
  /** Events accepted and not yet ended. */
  pending(): number;
  stop(): void;
}

/** Attempts of an asynchronous invocation, as AWS: one and two more. */
const attempts = 3;
/** AWS waits one, then two minutes; on a laptop nobody would wait that long to see a failure. */
const firstRetryMs = 200;

/**
 * Asynchronous invocations. Events wait in memory, so those not yet run are lost when this process dies;
 * what must not be lost goes through a queue, locally as in the cloud.
 */
export function createAsyncInvoker(pool: Pool): AsyncInvoker {
  const stopping = new AbortController();
  let pending = 0;

  const run = async (name: string, payload: string, onFailure?: (error: string) => Promise<void>) => {
    let error = "";
    for (let attempt = 1; attempt <= attempts; ) {
      try {
        const outcome = await pool.invoke(name, payload);
        if (!outcome.failed) return;
        error = outcome.payload;
        attempt++;
      } catch (refusal) {
        error = String(refusal);
        // A throttled event waits for its turn without using up an attempt.
        if (!(refusal instanceof LambdaRefusal && refusal.status === 429)) attempt++;
      }
      if (attempt <= attempts) await delay(firstRetryMs * attempt, undefined, { signal: stopping.signal });
    }
    await onFailure?.(error);
  };

  return {
    invoke(name, payload, onFailure) {
      pending++;
      // The only rejection left is the abort of `stop`.
      run(name, payload, onFailure)
        .catch(() => {})
        .finally(() => pending--);
    },
    pending: () => pending,
    stop: () => stopping.abort(),
  };
}
