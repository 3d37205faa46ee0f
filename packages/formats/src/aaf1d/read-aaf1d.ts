import { type AafEntry, readAaf } from "../aaf/read-aaf.ts";
import { readAafStatements } from "../aaf/read-aaf-statements.ts";
import type { DeliveredFile, Read } from "../statement.ts";
import { openArchives } from "../zip/open-archives.ts";
import { translateEntry } from "./translate-entry.ts";

/**
 * Reads a full AAF delivery of the first degree. It is the delivery of the second degree under other attribute names.
 *
 * Unverified: no real file was seen, only the names that a deployed importer maps. Adults whom a pupil names under
 * `ENTEleveAutoriteParentale` are legal representatives; those who only name the pupil themselves are contacts.
 * @throws FormatFault of `readAafStatements`.
 */
export async function* readAaf1d(
  files: readonly DeliveredFile[],
  context: { readonly academy: string },
): AsyncGenerator<Read> {
  const opened = await openArchives(files);
  const adults = await adultsByPupil(opened);
  yield* readAafStatements(opened, context, (entry) => translateEntry(entry, adults));
}

/** Adults who name a pupil, by the pupil's join id: pupils are told with all their adults. */
async function adultsByPupil(files: readonly DeliveredFile[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const adults = new Map<string, string[]>();
  for (const file of files) {
    for await (const entry of readAaf(file.open(), file.name)) {
      if (entry.category === "PersRelEleve") note(entry, adults);
    }
  }
  return adults;
}

function note(entry: AafEntry, adults: Map<string, string[]>): void {
  const [adult] = entry.attributes.get("ENTPersonJointure") ?? [];
  if (adult === undefined) return;
  for (const pupil of entry.attributes.get("ENTPersRelEleveEleve") ?? []) {
    adults.set(pupil, [...(adults.get(pupil) ?? []), adult]);
  }
}
