import { describe, expect, it } from "vitest";
import { bytesOf, collect } from "../../test/bytes-of.ts";
import { maxXmlDepth, maxXmlLength, readXml } from "./read-xml.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

async function read(body: string, chunk = 1000) {
  return collect(readXml(bytesOf(declaration + body, "UTF-8", chunk), "fichier.xml"));
}

/** An endless file: `before`, then `filler` again and again; counts what was taken of it. */
function endless(before: string, filler: string) {
  const taken = { bytes: 0 };
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(declaration + before);
    const piece = Buffer.from(filler.repeat(Math.ceil(4096 / filler.length)));
    for (; taken.bytes < 100_000_000; taken.bytes += piece.length) yield piece;
  }
  return { bytes, taken };
}

describe("an XML file", () => {
  it("is told as elements and texts with their lines, however it is cut in chunks", async () => {
    const body = `<a x="1 &amp; 2">\n  <b>L&apos;&#201;cole</b>\n  <c/>\n</a>`;
    for (const chunk of [1, 2, 7, 1000]) {
      expect(await read(body, chunk)).toEqual({
        fault: undefined,
        items: [
          { kind: "open", name: "a", attributes: { x: "1 & 2" }, line: 2 },
          { kind: "open", name: "b", attributes: {}, line: 3 },
          { kind: "text", text: "L'École", line: 3 },
          { kind: "close", name: "b", line: 3 },
          { kind: "open", name: "c", attributes: {}, line: 4 },
          { kind: "close", name: "c", line: 4 },
          { kind: "close", name: "a", line: 5 },
        ],
      });
    }
  });

  it("joins a text that a comment or a CDATA section divides", async () => {
    const { items } = await read("<a>un<!-- deux --> et <![CDATA[<trois>]]></a>");
    expect(items[1]).toMatchObject({ kind: "text", text: "un et <trois>" });
  });

  it("may name an external DTD, which is never fetched", async () => {
    const { items, fault } = await read('<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>');
    expect([items.length, fault]).toEqual([2, undefined]);
  });

  it("is refused when it defines entities of its own, before any of them can multiply", async () => {
    const laughs = '<!DOCTYPE a [<!ENTITY ha "ha"><!ENTITY haha "&ha;&ha;&ha;">]>\n<a>&haha;</a>';
    const { items, fault } = await read(laughs);
    expect(items).toEqual([]);
    expect(fault).toMatchObject({ code: "doctype", file: "fichier.xml", line: 2 });
  });

  it("is refused when it uses an entity nobody predefined", async () => {
    expect((await read("<a>\n&eacute;</a>")).fault).toMatchObject({ code: "entity", line: 3 });
  });

  it.each([
    ["a text", "<a><b>"],
    ["an attribute", '<a x="'],
    ["an element name", "<a"],
    ["a comment", "<a><!--"],
    ["a CDATA section", "<a><![CDATA["],
    ["an internal DTD", "<!DOCTYPE a ["],
    ["a processing instruction", "<a><?x "],
    ["a closing name", "<a></a"],
  ])("is refused when %s never ends, after less than 150 KB of it", async (_, before) => {
    const { bytes, taken } = endless(before, "x");
    const { fault } = await collect(readXml(bytes(), "fichier.xml"));
    expect(fault).toMatchObject({ code: "too-long" });
    expect(taken.bytes).toBeLessThan(150_000);
  });

  it("is refused when a text of many small parts never ends", async () => {
    const { bytes, taken } = endless("<a>", "xxxx<!-- y -->&amp;<![CDATA[z]]>");
    expect((await collect(readXml(bytes(), "fichier.xml"))).fault).toMatchObject({ code: "too-long" });
    expect(taken.bytes).toBeLessThan(500_000);
  });

  it("may have a text of 64 KiB and not one letter more", async () => {
    expect((await read(`<a>${"x".repeat(maxXmlLength)}</a>`)).fault).toBeUndefined();
    expect((await read(`<a>${"x".repeat(maxXmlLength + 1)}</a>`)).fault).toMatchObject({ code: "too-long" });
  });

  it("may be nested 20 deep and no deeper", async () => {
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect((await read(nested(maxXmlDepth))).fault).toBeUndefined();
    expect((await read(nested(maxXmlDepth + 1))).fault).toMatchObject({ code: "too-deep" });
  });

  it.each(["<a>\n<b>\n", "<a>\n<b>\n</b", "<a>\n\n<!-- "])(
    "is refused at the last line reached when it is cut: %j",
    async (body) => {
      const { fault } = await read(body);
      expect(fault).toMatchObject({ code: "cut", line: declaration.split("\n").length + body.split("\n").length - 1 });
    },
  );

  it.each(["<a>\n<b></a>", "<a>\n<b x=1/></a>", "<a></a>\n<b/>", '<a>\n<b x="1" x="2"/></a>'])(
    "is refused at the line where it breaks: %j",
    async (body) => {
      expect((await read(body)).fault).toMatchObject({ code: "malformed", line: 3 });
    },
  );

  it("tells what came before a fault, whatever the chunks", async () => {
    for (const chunk of [1, 1000]) expect((await read("<a><b/>&bad;</a>", chunk)).items).toHaveLength(3);
  });
});
