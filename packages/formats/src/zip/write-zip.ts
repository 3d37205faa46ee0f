import { type Zippable, zipSync } from "fflate";

/** A file ready to be handed over. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The bytes of a ZIP of these files; the same files give the same bytes, whenever they are written. */
export function writeZip(files: readonly WrittenFile[]): Uint8Array {
  const entries: Zippable = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  return zipSync(entries, { mtime: new Date(1980, 0, 1) });
}
