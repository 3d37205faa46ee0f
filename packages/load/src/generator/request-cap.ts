/** The most that a run may send, whatever its scenario wants. */
export interface RequestCap {
  /** Requests in any second. */
  readonly perSecond: number;
  readonly total: number;
}

/**
 * Counts requests against a cap. `take` tells whether one more may leave at `now` (milliseconds), and which limit says no; what it allows is
 * counted.
 */
export class CapCount {
  readonly #cap: RequestCap;
  /** When the last requests left, as many as a second may hold. */
  readonly #left: number[] = [];
  #sent = 0;

  constructor(cap: RequestCap) {
    this.#cap = cap;
  }

  take(now: number): "allowed" | "a second" | "in all" {
    const { perSecond, total } = this.#cap;
    if (this.#sent >= total) return "in all";
    if (Number.isFinite(perSecond)) {
      const oldest = this.#left[this.#sent % perSecond];
      if (oldest !== undefined && now - oldest < 1000) return "a second";
      this.#left[this.#sent % perSecond] = now;
    }
    this.#sent += 1;
    return "allowed";
  }
}
