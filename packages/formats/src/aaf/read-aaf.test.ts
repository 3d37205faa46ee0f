import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, collect } from "../../test/bytes-of.ts";
import { aafCategories } from "./file-name.ts";
import { readAaf } from "./read-aaf.ts";
import { writeAaf } from "./write-aaf.ts";

const head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">\n';
const eleve =
  '<operationalAttributes><attr name="categoriePersonne"><value>Eleve</value></attr></operationalAttributes>';

function read(body: string) {
  return collect(readAaf(bytesOf(head + body), "eleves.xml"));
}

describe("an AAF file", () => {
  it("gives entries with their line, without the values left empty", async () => {
    const { items } = await read(`<ficAlimMENESR>
<!-- versionAF="AAF-VE1301" -->
<addRequest>${eleve}<identifier><id>700001</id></identifier><attributes>
<attr name="sn"><value>D&apos;ORVAL</value></attr>
<attr name="ENTEleveGroupes"><value/></attr>
<attr name="ENTEleveClasses"><value>9001$6A</value><value/><value> 9001$6B </value></attr>
</attributes></addRequest></ficAlimMENESR>`);
    const attributes = new Map([
      ["sn", ["D'ORVAL"]],
      ["ENTEleveClasses", ["9001$6A", "9001$6B"]],
    ]);
    expect(items).toEqual([
      { file: "eleves.xml", line: 5, operation: "add", category: "Eleve", id: "700001", attributes },
    ]);
  });

  it("may change and remove entries, as the DTD allows", async () => {
    const { items } = await read(`<ficAlimMENESR>
<modifyRequest>${eleve}<identifier><id>1</id></identifier><modifications><modification name="sn" operation="replace"><value>LE GALL</value></modification></modifications></modifyRequest>
<deleteRequest>${eleve}<identifier><id>2</id></identifier></deleteRequest>
</ficAlimMENESR>`);
    expect(items.map(({ operation, id, attributes }) => [operation, id, attributes.get("sn")])).toEqual([
      ["modify", "1", ["LE GALL"]],
      ["delete", "2", undefined],
    ]);
  });

  it.each(["<constructor/>", "<eleve/>"])("is refused for %s among its requests", async (element) => {
    expect((await read(`<ficAlimMENESR>\n${element}</ficAlimMENESR>`)).fault).toMatchObject({
      code: "wrong-format",
      line: 4,
    });
  });

  it("is refused when its root is that of another format", async () => {
    expect((await read("<TABLE/>")).fault).toMatchObject({ code: "wrong-format", line: 3 });
  });

  it("is refused for a category of person nobody knows", async () => {
    const { fault } = await read(
      `<ficAlimMENESR>\n<deleteRequest>${eleve.replace(">Eleve<", ">Robot<")}</deleteRequest></ficAlimMENESR>`,
    );
    expect(fault).toMatchObject({ code: "unknown-category", line: 4, message: expect.stringContaining("« Robot »") });
  });

  it("cut in its middle gives the entries before the cut, then says where it stops", async () => {
    const entries = Array.from({ length: 40 }, (_, index) => ({
      operation: "add" as const,
      id: String(index),
      attributes: new Map([["sn", ["ROY"]]]),
    }));
    const text = [...writeAaf("Eleve", entries)].join("");
    const half = text.slice(0, text.indexOf("<id>20</id>"));
    const { items, fault } = await collect(readAaf(bytesOf(half), "eleves.xml"));
    expect(items).toHaveLength(20);
    expect(fault).toMatchObject({ code: "cut", line: half.split("\n").length });
  });

  it("reads back as it was written, for any values and both encodings", async () => {
    const value = fc
      .stringMatching(/^[a-zA-Zéèçœ€čễ<>&"'$/ -]{1,30}$/)
      .map((text) => text.trim())
      .filter((text) => text !== "");
    const attributes = fc.uniqueArray(
      fc.tuple(fc.stringMatching(/^[A-Za-z]{1,12}$/), fc.array(value, { minLength: 1, maxLength: 4 })),
      { selector: ([name]) => name },
    );
    const entry = fc.record({
      operation: fc.constantFrom("add" as const, "modify" as const),
      id: fc.stringMatching(/^[0-9]{1,8}$/),
      attributes: attributes.map((pairs) => new Map(pairs)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...aafCategories),
        fc.array(entry),
        fc.constantFrom("UTF-8" as const, "ISO-8859-15" as const),
        async (category, entries, encoding) => {
          const { items, fault } = await collect(
            readAaf(bytesOf(writeAaf(category, entries, encoding), encoding), "f.xml"),
          );
          expect(fault).toBeUndefined();
          expect(items.map(({ operation, id, attributes: read }) => ({ operation, id, attributes: read }))).toEqual(
            entries,
          );
          expect(items.every((item) => item.category === category)).toBe(true);
        },
      ),
    );
  });
});
