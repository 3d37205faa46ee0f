import type { Merge } from "../merging-contract.ts";
import type { KeptMerge } from "../store/merges.ts";

/** Time to notice that the wrong accounts were joined. */
export const UNDO_SECONDS = 30 * 86_400;

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** A merge as its owner sees it. */
export const shownMerge = ({ mergeId, login, name, at, undoneAt }: KeptMerge): Merge => ({
  mergeId,
  login,
  name,
  state: undoneAt === undefined ? "merged" : "undone",
  mergedAt: instant(at),
  undoUntil: instant(at + UNDO_SECONDS),
});
