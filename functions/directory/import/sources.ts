import type { ImportKind } from "../contract.ts";
import type { PersonKind } from "./say.ts";

const EVERYBODY: readonly PersonKind[] = ["pupil", "guardian", "staff"];
/** The academy's directory and OneRoster name everybody of a school; an export may hold pupils, adults or staff alone. */
const WHOLE: ReadonlySet<ImportKind> = new Set(["aaf", "aaf1d", "oneroster"]);

/**
 * The categories of which a school's part of a delivery names everybody, even where it names nobody: those absent from it have left.
 * An export of one school is complete in what it speaks of, and says nothing of the rest.
 */
export const coveredBy = (kind: ImportKind, spokenOf: Iterable<PersonKind>): ReadonlySet<PersonKind> =>
  new Set(WHOLE.has(kind) ? EVERYBODY : spokenOf);
