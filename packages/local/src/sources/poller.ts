import type { StreamEnds } from "../engines/stream-ends.ts";
import type { Outcome } from "../lambda/environment.ts";
import type { Send } from "./send-message.ts";

/** What every event source needs from the runtime. */
export interface PollerDeps {
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string };
  /** Without it streams are asked over and over. */
  readonly streamEnds?: Pick<StreamEnds, "of"> | undefined;
  readonly dataDir: string;
  readonly send: Send;
  /** Runs a function, waiting while it is throttled. Rejects when `signal` is aborted meanwhile. */
  invoke(name: string, payload: string, signal: AbortSignal): Promise<Outcome>;
  onLine(line: string): void;
}

export interface Poller {
  /** Resolves once everything that was in the source at the time of the call has been served. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}
