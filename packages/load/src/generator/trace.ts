import { AsyncLocalStorage } from "node:async_hooks";
import type { ClientRequest } from "node:http";
import type { Intent } from "./intent.ts";

/** What the requests made for one intent came to. */
export interface Trace {
  readonly intent: Intent;
  /** Milliseconds of `performance.now()`. */
  readonly intendedAt: number;
  readonly deadline: number;
  /** Status of each answer; 0 is no answer. */
  readonly statuses: number[];
  attempts: number;
  bytesIn: number;
  bytesOut: number;
  readonly open: Set<ClientRequest>;
}

const current = new AsyncLocalStorage<Trace>();

/** Runs `work` so that whatever it requests, however late, is counted for `trace`. */
export const tracing = <T>(trace: Trace, work: () => T): T => current.run(trace, work);

/** The trace of the intent that asks; undefined while a crowd is gathered or its writes are checked. */
export const currentTrace = (): Trace | undefined => current.getStore();
