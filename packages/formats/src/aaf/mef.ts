import type { Mapped } from "../problem.ts";
import { readRecord } from "../record-reader.ts";
import type { AafEntry } from "./read-aaf.ts";

/** A programme of study (module élémentaire de formation). */
export interface AafMef {
  /** Eleven characters: `10010012110`. */
  readonly code: string;
  readonly label: string;
  /** The national programme an academic one belongs to. */
  readonly parent: string | undefined;
  /** The eleven characters of the statistics; the first four say the level. */
  readonly mefStat: string | undefined;
}

/** Maps a `MefEducNat` entry. Without code or label it is refused. */
export function mapMef(entry: AafEntry): Mapped<AafMef> {
  const attributes = readRecord(entry);
  const code = attributes.required("ENTMefJointure");
  const label = attributes.required("ENTLibelleMef");
  if (code === undefined || label === undefined) return { value: undefined, problems: attributes.problems };
  const value: AafMef = {
    code,
    label,
    parent: attributes.one("ENTMEFRattach"),
    mefStat: attributes.one("ENTMEFSTAT11"),
  };
  return { value, problems: attributes.problems };
}
