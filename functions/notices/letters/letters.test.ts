import { inflateSync } from "node:zlib";
import { toPdf } from "@preau/paper";
import { describe, expect, it } from "vitest";
import { addressLines, isPostable, type Letter, lettersOf } from "./letter.ts";

const address = { lines: ["3 rue des Essais", "", "Bâtiment B"], postalCode: "35000", city: "Rennes" };
const letter = (recipient: string, text = "Madame, Monsieur,\n\nNous vous attendons."): Letter => ({
  recipient,
  address,
  about: "Nina MARLOW, 6A",
  subject: "Absences de Nina",
  text,
});
const sender = { letterhead: ["Collège Ada Lovelace", "1 rue des Essais"], day: "2026-11-23" };

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

/** Where each word begins, in millimetres from the top left corner of the sheet. */
const placesOf = (pdf: Uint8Array): readonly { readonly x: number; readonly y: number }[] => {
  const bytes = Buffer.from(pdf);
  const streams = [...bytes.toString("latin1").matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    try {
      return [inflateSync(bytes.subarray(index + length)).toString("latin1")];
    } catch {
      return [];
    }
  });
  const page = streams.find((one) => one.includes(" Tm")) ?? "";
  return [...page.matchAll(/1 0 0 1 ([\d.]+) ([\d.]+) Tm/g)].map(([, x, y]) => ({
    x: (Number(x) * 25.4) / 72,
    y: 297 - (Number(y) * 25.4) / 72,
  }));
};

describe("letters to families", () => {
  it("are one document, a page a family, and at the end whom they could not be addressed to", async () => {
    const letters = [letter("Mme Léa MARLOW"), letter("M. Paul MARLOW"), letter("Mme Inès BRIAC")];
    expect(pagesOf(await toPdf(lettersOf(letters, [], sender)))).toBe(3);
    const without = [{ recipient: "M. Ivo KERN", about: "Zoé KERN, 6A" }];
    expect(pagesOf(await toPdf(lettersOf(letters, without, sender)))).toBe(4);
  });

  it("show the address, and nothing else, in the window of the envelope", async () => {
    const places = placesOf(await toPdf(lettersOf([letter("Mme Léa MARLOW")], [], sender)));
    const inWindow = places.filter(({ x, y }) => x >= 105 && x <= 200 && y >= 45 && y <= 85);
    expect(new Set(inWindow.map(({ y }) => y)).size).toBe(4);
    expect(places.filter(({ x, y }) => x < 105 && y >= 45 && y <= 95)).toEqual([]);
    expect(places.length).toBeGreaterThan(8);
  });

  it("are none when every family was reached otherwise", async () => {
    expect(pagesOf(await toPdf(lettersOf([], [], sender)))).toBe(1);
  });
});

describe("an address on an envelope", () => {
  it("ends with the post code and the city in capitals, without an empty line", () =>
    expect(addressLines("Mme Léa MARLOW", address)).toEqual([
      "Mme Léa MARLOW",
      "3 rue des Essais",
      "Bâtiment B",
      "35000 RENNES",
    ]));

  it("names a country abroad, and keeps to six lines", () => {
    const abroad = { ...address, lines: ["a", "b", "c", "d", "e"], country: "Belgique" };
    expect(addressLines("M. Ivo KERN", abroad)).toEqual(["M. Ivo KERN", "a", "b", "c", "35000 RENNES", "BELGIQUE"]);
  });

  it("is complete with a street and a city", () => {
    expect(isPostable(address)).toBe(true);
    expect([undefined, { lines: [] }, { lines: [" "], city: "Rennes" }, { lines: ["3 rue"] }].map(isPostable)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
