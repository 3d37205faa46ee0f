import { describe, expect, it } from "vitest";
import { collect } from "../../test/bytes-of.ts";
import { decodeXml } from "./decode-xml.ts";

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decode(bytes: Uint8Array, size = 7): Promise<string> {
  const { items, fault } = await collect(decodeXml(chunks(bytes, size), "eleves.xml"));
  if (fault !== undefined) throw fault;
  return items.join("");
}

function declared(encoding: string, body: string): string {
  return `<?xml version="1.0" encoding="${encoding}"?>\n${body}`;
}

describe("the encoding of a file", () => {
  it("is the declared UTF-8, even when a chunk ends in the middle of a letter", async () => {
    const text = declared("UTF-8", `${" ".repeat(300)}Zoé Œuvrard Nguyễn`);
    for (const size of [1, 2, 3, 300]) expect(await decode(Buffer.from(text), size)).toBe(text);
  });

  it("may carry the mark that Windows puts before UTF-8", async () => {
    expect(await decode(Buffer.from(`\ufeff${declared("utf-8", "é")}`))).toBe(declared("utf-8", "é"));
  });

  it("is the declared ISO-8859-15, with its own œ and €", async () => {
    const bytes = Buffer.concat([Buffer.from(declared("ISO-8859-15", "")), Buffer.from([0xe9, 0xbd, 0xbc, 0xa4])]);
    expect(await decode(bytes)).toBe(declared("ISO-8859-15", "éœŒ€"));
  });

  it.each(["ISO-8859-1", "windows-1252"])(
    "is the declared %s, read with the apostrophe of Windows",
    async (encoding) => {
      const bytes = Buffer.concat([Buffer.from(declared(encoding, "")), Buffer.from([0xe9, 0x92, 0x9c])]);
      expect(await decode(bytes)).toBe(declared(encoding, "é’œ"));
    },
  );

  it("is refused at its line when the file says UTF-8 and is not", async () => {
    const bytes = Buffer.from(declared("UTF-8", "a\nb\nZo\u00e9\n"), "latin1");
    await expect(decode(bytes)).rejects.toMatchObject({ code: "encoding", file: "eleves.xml", line: 4 });
  });

  it.each(["é", "É", "À", "°"])(
    "is refused at its line when the file says %s in ISO-8859-15 or windows-1252 and writes UTF-8",
    async (letter) => {
      for (const encoding of ["ISO-8859-15", "windows-1252"]) {
        const text = declared(encoding, `a\nZo${letter}`);
        for (const size of [1, 1000])
          await expect(decode(Buffer.from(text), size)).rejects.toMatchObject({ code: "encoding", line: 3 });
      }
    },
  );

  it("is refused at the right line far into a file, even when a chunk ends between the two bytes of a letter", async () => {
    const lines = "ligne\n".repeat(1000);
    const utf8 = Buffer.from(declared("ISO-8859-15", `${lines}Zoé`));
    const latin = Buffer.from(declared("UTF-8", `${lines}Zoé\n`), "latin1");
    for (const size of [1, 1000]) {
      await expect(decode(utf8, size)).rejects.toMatchObject({ code: "encoding", line: 1002 });
      await expect(decode(latin, size)).rejects.toMatchObject({ code: "encoding", line: 1002 });
    }
  });

  it("lets names with capital accents through in ISO-8859-15", async () => {
    const text = declared("ISO-8859-15", "CHÂTELET JOÃO GONÇALVES À ÉMILIE");
    expect(await decode(Buffer.from(text, "latin1"))).toBe(text);
  });

  it.each([
    ["no declaration", "<a/>"],
    ["a declaration without encoding", '<?xml version="1.0"?><a/>'],
    ["an encoding we do not read", declared("EBCDIC", "<a/>")],
    ["the name of something else", declared("constructor", "<a/>")],
  ])("is refused on the first line for %s", async (_, text) => {
    await expect(decode(Buffer.from(text))).rejects.toMatchObject({ code: "encoding", line: 1 });
  });

  it("is not asked of an empty file, which is refused as such", async () => {
    await expect(decode(Buffer.from(""))).rejects.toMatchObject({ code: "cut", line: 1 });
  });
});
