import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, collect } from "../../test/bytes-of.ts";
import { encodeXml, escapeXml } from "./encode-xml.ts";
import { readXml } from "./read-xml.ts";

/** What XML 1.0 may contain at all. */
const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(..."<>&\"'\r\n\t é€œŒŸŠšŽžÀß¤¦½~]".split(""), "ễ", "č", "😀") },
  { weight: 1, arbitrary: fc.integer({ min: 0xa0, max: 0xd7ff }).map((point) => String.fromCodePoint(point)) },
);

describe("written XML", () => {
  it.each(["UTF-8", "ISO-8859-15"] as const)(
    "reads back the same in %s, in a text and in an attribute",
    async (encoding) => {
      const text = fc.array(character, { minLength: 1 }).map((characters) => `x${characters.join("")}`);
      await fc.assert(
        fc.asyncProperty(text, async (value) => {
          // An attribute takes line ends as spaces, and mojibake is a fault of its own.
          fc.pre(!/[ÃÂ]/.test(value));
          const written = `<?xml version="1.0" encoding="${encoding}"?><a x="${escapeXml(value.replace(/\s/g, " "))}">${escapeXml(value)}</a>`;
          const { items, fault } = await collect(readXml(bytesOf(written, encoding), "f.xml"));
          expect(fault).toBeUndefined();
          expect(items[0]).toMatchObject({ attributes: { x: value.replace(/\s/g, " ") } });
          expect(items[1]).toMatchObject({ text: value });
        }),
      );
    },
  );

  it("writes one byte a letter in ISO-8859-15, and a reference for a letter it lacks", () => {
    const bytes = Buffer.concat([...encodeXml(["éœ€ễ¤"], "ISO-8859-15")]);
    expect(bytes.toString("latin1")).toBe("\u00e9\u00bd\u00a4&#7877;&#164;");
  });
});
