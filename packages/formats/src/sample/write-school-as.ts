import type { FileSource } from "../read-statements.ts";
import type { DeliveredFile } from "../statement.ts";
import type { WrittenFile } from "../zip/write-zip.ts";
import { aafFiles } from "./aaf-files.ts";
import { aaf1dFiles } from "./aaf1d-files.ts";
import { ondeFiles } from "./onde-files.ts";
import { oneRosterFiles } from "./oneroster-files.ts";
import type { SchoolModel } from "./school-model.ts";
import { siecleFiles } from "./siecle-files.ts";
import { stsFiles } from "./sts-files.ts";

const writers: Readonly<Record<FileSource, (model: SchoolModel) => readonly WrittenFile[]>> = {
  aaf: aafFiles,
  aaf1d: aaf1dFiles,
  siecle: siecleFiles,
  sts: stsFiles,
  onde: ondeFiles,
  oneroster: oneRosterFiles,
};

/**
 * Writes a school as one source would export it: each source says what it knows and no more (STS has staff and no pupils, SIECLE the
 * opposite, ONDE no numbers). The same model gives the same bytes. For tests and the demonstration; not for a real exchange.
 */
export function writeSchoolAs(source: FileSource, model: SchoolModel): readonly WrittenFile[] {
  return writers[source](model);
}

/** Written files as a delivery. */
export function delivered(files: readonly WrittenFile[]): readonly DeliveredFile[] {
  return files.map(({ name, bytes }) => ({
    name,
    async *open() {
      yield bytes;
    },
  }));
}
