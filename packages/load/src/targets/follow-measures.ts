import type { MeasuredSecond } from "@preau/local/limits/measured";
import type { LocalControl } from "./local-control.ts";

/** Keeps what a runtime measures from `since` on, in epoch milliseconds; a second read before its end is read again. */
export class Measures {
  readonly #control: Pick<LocalControl, "measured"> | undefined;
  readonly #seconds = new Map<number, MeasuredSecond>();
  #since: number;

  constructor(control: Pick<LocalControl, "measured"> | undefined, since: number) {
    this.#control = control;
    this.#since = since;
  }

  /** Reads what is new; a runtime too busy to say is asked again later. */
  async follow(): Promise<void> {
    const read = (await this.#control?.measured(this.#since).catch(() => undefined)) ?? [];
    for (const second of read) {
      this.#seconds.set(second.at, second);
      this.#since = Math.max(this.#since, second.at);
    }
  }

  get last(): MeasuredSecond | undefined {
    return this.#seconds.get(this.#since - 1000) ?? this.#seconds.get(this.#since);
  }

  get all(): readonly MeasuredSecond[] {
    return [...this.#seconds.values()].sort((a, b) => a.at - b.at);
  }
}
