import { describe, expect, it } from "vitest";
import { bytesOf, collect } from "../../test/bytes-of.ts";
import { childText, maxRecordLength, readRecords } from "./read-records.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

function read(body: string) {
  return collect(readRecords(bytesOf(declaration + body), "fichier.xml", "liste"));
}

describe("a file of records", () => {
  it("gives each record whole, with its line", async () => {
    const { items } = await read('<liste>\n<eleve n="1"><nom> Zoé </nom></eleve>\n<eleve n="2"/>\n</liste>');
    expect(items).toEqual([
      {
        name: "eleve",
        line: 3,
        attributes: { n: "1" },
        text: "",
        children: [{ name: "nom", line: 3, attributes: {}, children: [], text: "Zoé" }],
      },
      { name: "eleve", line: 4, attributes: { n: "2" }, text: "", children: [] },
    ]);
    const [first] = items;
    expect(first && [childText(first, "nom"), childText(first, "prenom")]).toEqual(["Zoé", undefined]);
  });

  it("is refused at its first line when its root is another", async () => {
    expect((await read("<autre/>")).fault).toMatchObject({ code: "wrong-format", line: 2 });
  });

  it("is refused when one record grows without end, though each of its values is short", async () => {
    const values = `<v>${"x".repeat(1000)}</v>`.repeat(maxRecordLength / 1000);
    expect((await read(`<liste><eleve>${values}</eleve></liste>`)).fault).toMatchObject({ code: "too-long" });
    expect((await read(`<liste><eleve>${"<v/>".repeat(maxRecordLength / 100)}</eleve></liste>`)).fault).toMatchObject({
      code: "too-long",
    });
  });

  it("may be as long as it likes when its records are short", async () => {
    const { items, fault } = await read(`<liste>${`<v>${"x".repeat(1000)}</v>`.repeat(2000)}</liste>`);
    expect([items.length, fault]).toEqual([2000, undefined]);
  });

  it("gives the first records before the last ones have been read", async () => {
    async function* cut(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${declaration}<liste>${"<eleve/>".repeat(50)}`);
      throw new Error("connection lost");
    }
    const { items, fault } = await collect(readRecords(cut(), "fichier.xml", "liste"));
    expect([items.length, fault]).toEqual([50, new Error("connection lost")]);
  });

  it("gives, by name, the outermost elements at any depth, and forgets what lies around", async () => {
    const body = "<liste><classes><classe><eleve>dedans</eleve></classe></classes>\n<autre>x</autre><eleve/></liste>";
    const names = new Set(["eleve", "classe"]);
    const { items } = await collect(readRecords(bytesOf(declaration + body), "fichier.xml", "liste", names));
    expect(items.map(({ name, line, children }) => [name, line, children.map(({ text }) => text)])).toEqual([
      ["classe", 2, ["dedans"]],
      ["eleve", 3, []],
    ]);
  });

  it("holds each record to the same length, however many came before", async () => {
    const names = new Set(["v"]);
    const long = `<v>${"<w>x</w>".repeat(4000)}</v>`;
    const { items, fault } = await collect(
      readRecords(bytesOf(`${declaration}<liste><g>${long.repeat(4)}</g></liste>`), "fichier.xml", "liste", names),
    );
    expect([items.length, fault]).toEqual([4, undefined]);
  });
});
