import { Zip, ZipDeflate } from "fflate";
import { describe, expect, it } from "vitest";
import { bytesOf, collect } from "../../test/bytes-of.ts";
import { fileOfBytes } from "../../test/read-all.ts";
import type { DeliveredFile } from "../statement.ts";
import { maxArchivedFiles, openArchives } from "./open-archives.ts";
import { writeZip } from "./write-zip.ts";

async function textOf(file: DeliveredFile | undefined): Promise<string> {
  const chunks = file === undefined ? [] : (await collect(file.open())).items;
  return Buffer.concat(chunks).toString();
}

/** A ZIP whose sizes follow each file, as programs that do not know them beforehand write (Java, and so SIECLE). */
function streamedZip(name: string, pieces: number, piece: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const entry = new ZipDeflate(name, { level: 9 });
  zip.add(entry);
  for (let at = 0; at < pieces; at += 1) entry.push(piece, at === pieces - 1);
  zip.end();
  return Buffer.concat(chunks);
}

describe("an archive", () => {
  it("gives its files, as often as they are opened, among the plain files of the delivery", async () => {
    const zip = writeZip([
      { name: "dossier/a.xml", bytes: Buffer.from("un ".repeat(5000)) },
      { name: "b.xml", bytes: Buffer.from("deux") },
    ]);
    const files = await openArchives([
      fileOfBytes("ExportXML.ZIP", zip),
      { name: "c.csv", open: () => bytesOf("trois") },
    ]);
    expect(files.map(({ name }) => name)).toEqual(["a.xml", "b.xml", "c.csv"]);
    for (const _ of [1, 2]) {
      expect(await textOf(files[0])).toBe("un ".repeat(5000));
      expect(await Promise.all(files.slice(1).map(textOf))).toEqual(["deux", "trois"]);
    }
  });

  it("may tell its sizes after its files", async () => {
    const [file] = await openArchives([fileOfBytes("e.zip", streamedZip("a.xml", 3, Buffer.from("abc")))]);
    expect(await textOf(file)).toBe("abcabcabc");
  });

  it("that would fill the memory is refused while it is inflated, though it is small", async () => {
    const bomb = streamedZip("bombe.xml", 8, new Uint8Array(1024 * 1024));
    expect(bomb.length).toBeLessThan(20_000);
    await expect(openArchives([fileOfBytes("e.zip", bomb)])).rejects.toMatchObject({ code: "archive", file: "e.zip" });
  });

  it("larger than any export is refused, however well it hides it", async () => {
    const noise = Buffer.from(Array.from({ length: 20_000 }, (_, n) => (n * n * 7919) % 251));
    const zip = fileOfBytes(
      "e.zip",
      writeZip([
        { name: "a.xml", bytes: noise },
        { name: "b.xml", bytes: noise },
      ]),
    );
    expect(await openArchives([zip], 40_000)).toHaveLength(2);
    await expect(openArchives([zip], 39_999)).rejects.toMatchObject({ code: "archive" });
  });

  it("of too many files is refused", async () => {
    const files = Array.from({ length: maxArchivedFiles + 1 }, (_, index) => ({
      name: `${index}.xml`,
      bytes: Buffer.from("x"),
    }));
    await expect(openArchives([fileOfBytes("e.zip", writeZip(files))])).rejects.toMatchObject({ code: "archive" });
  });

  it.each([
    ["cut", (zip: Uint8Array) => zip.subarray(0, zip.length / 2)],
    ["of something else", () => Buffer.from("<xml/>")],
    ["empty", () => new Uint8Array()],
  ])("%s is refused, and says what to do", async (_, spoil) => {
    const zip = writeZip([
      { name: "a.xml", bytes: Buffer.from(Array.from({ length: 900 }, (__, n) => (n * n) % 251)) },
    ]);
    await expect(openArchives([fileOfBytes("e.zip", spoil(zip))])).rejects.toMatchObject({
      code: "archive",
      message: expect.stringContaining("Redemandez l’export"),
    });
  });
});
