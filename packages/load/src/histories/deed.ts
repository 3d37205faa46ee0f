import type { Asked } from "../../../../test/support/request.ts";
import type { Who } from "./scene.ts";

/** What changes something, and what only looks. */
export type Command = "submitRollCall" | "recordPresence" | "treatAbsences" | "grantExemption" | "stateAbsence";

/**
 * Something that somebody did, under one key however often it was sent. `mark` is what makes it known again among the items of the
 * table: no other deed of the history has the same.
 */
export interface Deed {
  readonly command: Command;
  readonly who: Who;
  readonly key: string;
  readonly mark: string;
  readonly asked: Asked;
  readonly invokedAt: number;
  readonly answeredAt: number | undefined;
  /** `unknown`: nobody answered, or the answer says nothing of an earlier sending that nobody answered. */
  readonly outcome: "done" | "refused" | "unknown";
  readonly reply: unknown;
}

/** A sheet that somebody was shown, and between which instants. */
export interface Look {
  readonly answeredAt: number;
  readonly sheet: {
    readonly version: number;
    readonly pupils: readonly { readonly pupilId: string; readonly status: string }[];
  };
}

/** All that was lived of one register and its pupils. */
export interface History {
  readonly deeds: readonly Deed[];
  readonly looks: readonly Look[];
  /** What no client should ever be answered. */
  readonly surprises: readonly string[];
}
