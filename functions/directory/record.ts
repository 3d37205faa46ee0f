import { createHash } from "node:crypto";
import type { SchoolId } from "@preau/contract";
import type { Person } from "./person.ts";
import type { Roster, School } from "./school.ts";

/** What the directory keeps, all in the same envelope. */
export interface Contents {
  readonly person: Person;
  readonly roster: Roster;
  readonly school: School;
}
export type Kind = keyof Contents;

/** One item: `id` is a person's, an audience's, or the school's own. */
export interface DirectoryRecord<K extends Kind = Kind> {
  readonly kind: K;
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly id: string;
  readonly content: Contents[K];
}

/** What an import needs to know of an item to decide whether it has changed. */
export interface Mark {
  readonly hash: string;
  /** Start, in ms, of the import that last wrote it. */
  readonly version: number;
  /** Start, in ms, of the import that created it. */
  readonly since: number;
  /** Start, as an instant, of the first full delivery without it. */
  readonly missingSince?: string | undefined;
  /** Instant at which the account of somebody missing was closed; a later delivery that names them opens it again. */
  readonly hiddenSince?: string | undefined;
}

const sorted = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Tells two contents apart: 16 bytes are plenty against chance. The order of attributes does not matter, that of lists does. */
export const hashOf = (content: object): string =>
  createHash("sha256").update(JSON.stringify(content, sorted)).digest().subarray(0, 16).toString("base64url");

export type Change = "created" | "changed" | "unchanged";

/**
 * What an import (`version`: its start) must do with a record. An item this very import wrote before it was interrupted counts as it
 * did then and is not written again; an item that a later import wrote is left alone.
 */
export const compare = (hash: string, mark: Mark | undefined, version: number): { change: Change; write: boolean } => {
  if (mark === undefined) return { change: "created", write: true };
  if (mark.version > version) return { change: "unchanged", write: false };
  const same = mark.hash === hash && mark.missingSince === undefined;
  if (!same) return { change: "changed", write: true };
  if (mark.version < version) return { change: "unchanged", write: false };
  return { change: mark.since === version ? "created" : "changed", write: false };
};
