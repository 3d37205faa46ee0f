import type { Mapped } from "../problem.ts";
import { readRecord } from "../record-reader.ts";
import type { AafEntry } from "./read-aaf.ts";

/** A subject of the national list. */
export interface AafSubject {
  /** Six characters: `061300`. */
  readonly code: string;
  readonly label: string;
}

/** Maps a `MatiereEducNat` entry. Without code or label it is refused. */
export function mapSubject(entry: AafEntry): Mapped<AafSubject> {
  const attributes = readRecord(entry);
  const code = attributes.required("ENTMatJointure");
  const label = attributes.required("ENTLibelleMatiere");
  const value = code === undefined || label === undefined ? undefined : { code, label };
  return { value, problems: attributes.problems };
}
