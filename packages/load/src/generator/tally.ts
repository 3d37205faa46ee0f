import type { PrioritySecond } from "../run/run-record.ts";
import { Latencies } from "./latencies.ts";
import type { Trace } from "./trace.ts";

/** Answers that say that there is too much to do. */
const REFUSALS = new Set([429, 503]);

/** An intent that is over. */
export interface Settled {
  readonly trace: Trace;
  readonly served: boolean;
  /** Milliseconds from the intended send. */
  readonly latencyMs: number;
}

/** Attempts of an intent that met a refusal. */
export const refusedIn = ({ statuses }: Trace): number => statuses.filter((status) => REFUSALS.has(status)).length;

/** Counts of some intents: those of a second, of a priority, of an operation. */
export class Tally {
  readonly latencies: Latencies;
  intents = 0;
  attempts = 0;
  served = 0;
  unchanged = 0;
  refused = 0;
  failed = 0;
  bytesIn = 0;
  bytesOut = 0;
  readonly statuses: Record<string, number> = {};

  constructor(latencies = new Latencies()) {
    this.latencies = latencies;
  }

  add({ trace, served, latencyMs }: Settled): void {
    this.intents += 1;
    this.attempts += trace.attempts;
    this.bytesIn += trace.bytesIn;
    this.bytesOut += trace.bytesOut;
    this.refused += refusedIn(trace);
    for (const status of trace.statuses) this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (!served) {
      this.failed += 1;
      return;
    }
    this.served += 1;
    if (trace.statuses.at(-1) === 304) this.unchanged += 1;
    this.latencies.record(latencyMs);
  }

  get counts(): Omit<PrioritySecond, "p50" | "p99"> {
    const { intents, attempts, served, refused, failed } = this;
    return { intents, attempts, served, refused, failed };
  }

  get second(): PrioritySecond {
    return { ...this.counts, p50: this.latencies.at(50), p99: this.latencies.at(99) };
  }
}
