import { Unzip, UnzipInflate } from "fflate";
import { FormatFault } from "../fault.ts";
import type { DeliveredFile } from "../statement.ts";

/** Bytes of all the files of one archive, once inflated: forty times the largest export of a school seen. */
export const maxInflatedBytes = 256 * 1024 * 1024;
export const maxArchivedFiles = 100;
/** Text of schools is inflated 10 to 40 times; a bomb, a thousand. Counted from the first mebibyte on. */
const maxRatio = 200;
const ratioFrom = 1024 * 1024;
/** What is inflated at once: deflate gives at most 1,032 bytes for one. */
const pieceBytes = 4 * 1024;

/**
 * The files of a delivery, those of its `.zip` archives taken out, in the order of the archives. Nothing is kept in memory: opening
 * a file of an archive inflates the archive again.
 *
 * @throws FormatFault `archive`: not a ZIP, cut, encrypted, more than {@link maxArchivedFiles} files, more than `limit` bytes or two
 * hundred times its size once inflated, whatever sizes it declares.
 */
export async function openArchives(
  files: readonly DeliveredFile[],
  limit = maxInflatedBytes,
): Promise<readonly DeliveredFile[]> {
  const opened: DeliveredFile[] = [];
  for (const file of files) {
    if (!file.name.toLowerCase().endsWith(".zip")) {
      opened.push(file);
      continue;
    }
    for (const entry of await entriesOf(file, limit)) {
      opened.push({ name: baseName(entry), open: () => inflate(file, { limit, wanted: entry }) });
    }
  }
  return opened;
}

async function entriesOf(file: DeliveredFile, limit: number): Promise<readonly string[]> {
  const entries: string[] = [];
  for await (const _ of inflate(file, { limit, found: (name) => entries.push(name) }));
  if (entries.length === 0) refuse(file, "ne contient aucun fichier : ce n’est pas un ZIP, ou il est vide");
  return entries.filter((entry) => !entry.endsWith("/"));
}

async function* inflate(
  archive: DeliveredFile,
  { limit, wanted, found }: { limit: number; wanted?: string; found?: (name: string) => void },
): AsyncGenerator<Uint8Array> {
  const told: Uint8Array[] = [];
  const state = { read: 0, inflated: 0, files: 0 };
  const unzip = new Unzip((entry) => {
    state.files += 1;
    found?.(entry.name);
    if (state.files > maxArchivedFiles) refuse(archive, `contient plus de ${maxArchivedFiles} fichiers`);
    entry.ondata = (error, bytes) => {
      if (error) throw error;
      state.inflated += bytes.length;
      const bomb = state.inflated > ratioFrom && state.inflated > maxRatio * state.read;
      if (bomb || state.inflated > limit) refuse(archive, "devient démesurée une fois décompressée");
      if (entry.name === wanted) told.push(bytes);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of archive.open()) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const piece = chunk.subarray(at, at + pieceBytes);
      state.read += piece.length;
      attempt(archive, () => unzip.push(piece));
      yield* told.splice(0);
    }
  }
  attempt(archive, () => unzip.push(new Uint8Array(), true));
  yield* told.splice(0);
}

function attempt(archive: DeliveredFile, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (error instanceof FormatFault) throw error;
    refuse(archive, "est abîmée, coupée ou protégée par un mot de passe");
  }
}

function refuse(archive: DeliveredFile, why: string): never {
  throw new FormatFault("archive", archive.name, 1, `L’archive ${why}. Redemandez l’export, sans le modifier.`);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
