import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { parisStamp } from "../paris-stamp.ts";
import type { WrittenFile } from "../zip/write-zip.ts";
import type { GarExport } from "./gar-model.ts";
import { type GarFileKind, garFileKinds, garNodes } from "./gar-nodes.ts";
import { tarEnd, tarEntry } from "./tar.ts";

/** Nodes of one file; the GAR asks for several files above. */
export const maxGarNodes = 10_000;

/**
 * The files of a nightly sending to the GAR, one after the other: five kinds, each at least once and split every
 * {@link maxGarNodes} nodes. Only one file is held in memory.
 */
export function* garFiles(asked: GarExport): Generator<WrittenFile> {
  for (const kind of garFileKinds) {
    let part = 0;
    let nodes: string[] = [];
    for (const node of garNodes(kind, asked)) {
      if (nodes.length === maxGarNodes) {
        yield garFile(asked, kind, part, nodes);
        part += 1;
        nodes = [];
      }
      nodes.push(node);
    }
    yield garFile(asked, kind, part, nodes);
  }
}

export interface GarArchive {
  readonly name: string;
  /** The bytes of the `.tar.gz`; to be read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The `.md5` that goes with it, once `chunks` has been read to its end. */
  checksum(): WrittenFile;
}

/**
 * Packs the files as the GAR takes them: `.tar.gz` and its `.md5`. The same export gives the same bytes. The name of the archive and the
 * layout of the checksum (that of `md5sum`) follow a deployed connector and are not verified.
 */
export function writeGarArchive(asked: GarExport): GarArchive {
  const name = `${baseName(asked)}_${asked.degree}.tar.gz`;
  const hash = createHash("md5");
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const gzip = createGzip();
    const tar = Readable.from(tarOf(asked));
    tar.on("error", (error) => gzip.destroy(error));
    for await (const chunk of tar.pipe(gzip)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return {
    name,
    chunks: chunks(),
    checksum: () => ({ name: `${name}.md5`, bytes: Buffer.from(`${hash.copy().digest("hex")}  ${name}\n`) }),
  };
}

function* tarOf(asked: GarExport): Generator<Uint8Array> {
  for (const file of garFiles(asked)) yield* tarEntry(file, asked.at);
  yield tarEnd;
}

function garFile(asked: GarExport, kind: GarFileKind, part: number, nodes: readonly string[]): WrittenFile {
  const namespace = asked.degree === "2D" ? "http://data.education.fr/ns/gar" : "http://data.education.fr/ns/gar/1d";
  const root = `men:GAR-ENT-${kind}`;
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns:men="${namespace}" Version="1.0">\n`;
  const number = String(part).padStart(4, "0");
  return {
    name: `${baseName(asked)}_${asked.degree}_${kind}_${number}.xml`,
    bytes: Buffer.from(`${head}${nodes.map((node) => `${node}\n`).join("")}</${root}>\n`),
  };
}

function baseName({ ent, at }: GarExport): string {
  const { date, time } = parisStamp(at);
  return `${ent}_GAR-ENT_Complet_${date}_${time}`;
}
