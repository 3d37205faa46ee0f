/** Where something was read. */
export interface LineOfFile {
  readonly file: string;
  readonly line: number;
}

/**
 * One thing wrong in one record; the rest of the file is still good.
 * `refused`: the record gives no value. `warning`: it gives one, without the attribute named or with a doubt about it.
 */
export interface LineProblem extends LineOfFile {
  readonly level: "refused" | "warning";
  readonly code: "missing" | "invalid" | "check-key";
  /** The attribute or element at fault, as the file spells it. */
  readonly attribute: string;
  /** French, for the person who imports. */
  readonly message: string;
}

/** What a record says: no value when it was refused, and then at least one `refused` problem says why. */
export interface Mapped<Value> {
  readonly value: Value | undefined;
  readonly problems: readonly LineProblem[];
}
