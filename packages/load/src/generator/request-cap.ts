/** The most that a run may send, whatever its scenario wants. */
export interface RequestCap {
  /** Requests in any second. */
  readonly perSecond: number;
  readonly total: number;
}

/** Of all requests, those kept to read back what was acknowledged: a run stops before it takes them. */
export const KEPT_TO_CHECK = 0.1;

/** Counts requests against a cap. */
export class CapCount {
  readonly #cap: RequestCap;
  /** When the last requests left, as many as a second may hold. */
  readonly #left: number[] = [];
  #sent = 0;

  constructor(cap: RequestCap) {
    this.#cap = cap;
  }

  /** Whether one more may leave at `now` (milliseconds) and `kept` be left, or which limit says no; what is allowed is counted. */
  take(now: number, kept = 0): "allowed" | "a second" | "in all" {
    const { perSecond, total } = this.#cap;
    if (this.#sent >= total - kept) return "in all";
    if (Number.isFinite(perSecond)) {
      const oldest = this.#left[this.#sent % perSecond];
      if (oldest !== undefined && now - oldest < 1000) return "a second";
      this.#left[this.#sent % perSecond] = now;
    }
    this.#sent += 1;
    return "allowed";
  }
}
