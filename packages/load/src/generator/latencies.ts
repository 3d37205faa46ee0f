import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import type { LatencyRecord } from "../run/run-record.ts";

const MICROSECONDS = 1000;

/** Durations, in milliseconds, kept by Node's own HDR histogram: to a thousandth of themselves, from a microsecond to a minute. */
export class Latencies {
  readonly #histogram: RecordableHistogram = createHistogram({ lowest: 1, highest: 60_000 * MICROSECONDS, figures: 3 });

  record(milliseconds: number): void {
    this.#histogram.record(Math.min(60_000 * MICROSECONDS, Math.max(1, Math.round(milliseconds * MICROSECONDS))));
  }

  /** Takes in what another saw. */
  merge(other: Latencies): void {
    this.#histogram.add(other.#histogram);
  }

  /** Forgets everything, to serve again. */
  reset(): this {
    this.#histogram.reset();
    return this;
  }

  /** Milliseconds under which that many of a hundred were; 0 when nothing was recorded. */
  at(percentile: number): number {
    return this.#histogram.count === 0 ? 0 : this.#histogram.percentile(percentile) / MICROSECONDS;
  }

  get summary(): LatencyRecord {
    const max = this.#histogram.count === 0 ? 0 : this.#histogram.max / MICROSECONDS;
    return { p50: this.at(50), p90: this.at(90), p99: this.at(99), max };
  }
}
