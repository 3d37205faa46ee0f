import { setTimeout as delay } from "node:timers/promises";
import { LambdaRefusal } from "../lambda/lambda-refusal.ts";
import type { Pool } from "../lambda/pool.ts";
import type { PollerDeps } from "./poller.ts";

/** Pause before a throttled function is asked again. */
const pauseMs = 100;

/** The invocation that event sources use: while the function is throttled they wait, a record is late then, not failed. */
export function patientInvoke(pool: Pick<Pool, "invoke">): PollerDeps["invoke"] {
  return async (name, payload, signal) => {
    for (;;) {
      try {
        return await pool.invoke(name, payload);
      } catch (error) {
        if (!(error instanceof LambdaRefusal && error.status === 429)) throw error;
        await delay(pauseMs, undefined, { signal });
      }
    }
  };
}
