/** A roll call that was handed in: what was said, and the version that the answer gave it. */
export interface SubmittedRoll {
  readonly schoolId: string;
  readonly lessonId: string;
  readonly saw: number;
  readonly version: number;
  readonly marks: readonly { readonly pupilId: string; readonly status: string }[];
}

/** A fact, a statement or a note that was added under an id of its own. */
export interface Added {
  readonly kind: "presence" | "statement" | "note";
  readonly id: string;
  readonly schoolId: string;
  readonly pupilId: string;
  readonly day: string;
  readonly login: string;
}

/** What the school said yes to while the run lasted, to be looked for afterwards, and what it never answered. */
export class Notebook {
  readonly rolls: SubmittedRoll[] = [];
  readonly added: Added[] = [];
  readonly #firstVersions = new Map<string, number>();
  readonly #unanswered = new Map<string, number>();

  /** The version of a register when it was first opened. */
  opened(lessonId: string, version: number): void {
    const known = this.#firstVersions.get(lessonId);
    if (known === undefined || version < known) this.#firstVersions.set(lessonId, version);
  }

  firstVersion(lessonId: string): number {
    return this.#firstVersions.get(lessonId) ?? 0;
  }

  /** A roll was sent and nobody knows whether it arrived: it may count, once. */
  unanswered(lessonId: string): void {
    this.#unanswered.set(lessonId, this.unansweredOf(lessonId) + 1);
  }

  unansweredOf(lessonId: string): number {
    return this.#unanswered.get(lessonId) ?? 0;
  }

  get acknowledged(): number {
    return this.rolls.length + this.added.length;
  }
}
