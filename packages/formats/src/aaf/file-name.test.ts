import { describe, expect, it } from "vitest";
import { compareAafFiles, formatAafFileName, parseAafFileName } from "./file-name.ts";

describe("the name of an AAF file", () => {
  it("says what the file holds", () => {
    expect(parseAafFileName("FULL_ENTTSSERVICES_Complet_20130117_MefEducNat_0002.xml")).toEqual({
      prefix: "FULL_ENTTSSERVICES",
      kind: "Complet",
      date: "2013-01-17",
      category: "MefEducNat",
      part: 2,
    });
    expect(parseAafFileName("ENT_0990001N_Delta_20261103_Eleve_0000.xml")?.kind).toBe("Delta");
  });

  it.each([
    "ficAlimMENESR.dtd",
    "ENT_Complet_20261102_Autre_0000.xml",
    "ENT_Complet_2026_Eleve_0000.xml",
    "EXP_COURS.xml",
  ])("is not %s", (name) => {
    expect(parseAafFileName(name)).toBeUndefined();
  });

  it("is written as it is read", () => {
    const name = "ENT_0990001N_Complet_20261102_PersRelEleve_0013.xml";
    const parsed = parseAafFileName(name);
    expect(parsed && formatAafFileName(parsed)).toBe(name);
  });

  it("puts schools before people, parts in order, and an older delivery first", () => {
    const names = [
      "E_Complet_20261102_Eleve_0010.xml",
      "E_Complet_20261102_Eleve_0002.xml",
      "E_Complet_20261102_PersEducNat_0000.xml",
      "E_Complet_20261102_PersRelEleve_0000.xml",
      "E_Complet_20261102_EtabEducNat_0000.xml",
      "E_Complet_20261101_PersEducNat_0000.xml",
    ];
    const sorted = names.flatMap((name) => parseAafFileName(name) ?? []).sort(compareAafFiles);
    expect(sorted.map(formatAafFileName)).toEqual([names[5], names[4], names[3], names[1], names[0], names[2]]);
  });
});
