import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { type GroupedPupil, writeEleveGroupe } from "./write-eleve-groupe.ts";

const nina: GroupedPupil = {
  eleveId: "41001",
  familyName: "MARLOW",
  givenName: "Nina",
  birthDate: "2015-03-14",
  groups: [{ code: "6GLAT", beginsOn: "2026-09-07" }],
};

function write(...pupils: readonly GroupedPupil[]) {
  const at = new Date("2026-09-15T08:15:30Z");
  return writeEleveGroupe({ schoolId: "0990001N", schoolYear: 2026, at, number: 7, software: "PREAU", pupils });
}

function xmlOf(...pupils: readonly GroupedPupil[]): string {
  const [bytes = new Uint8Array()] = Object.values(unzipSync(write(...pupils).file?.bytes ?? new Uint8Array()));
  return new TextDecoder("iso-8859-15").decode(bytes);
}

describe("the links between pupils and groups, for SIECLE", () => {
  it("are in a file named by school, year and Paris time, in a ZIP of the same name", () => {
    const { file } = write(nina);
    expect(file?.name).toBe("0990001NELEGROUPE2026260915101530.zip");
    expect(Object.keys(unzipSync(file?.bytes ?? new Uint8Array()))).toEqual(["0990001NELEGROUPE2026260915101530.xml"]);
  });

  it("name pupils by ELEVE_ID, and by INE when there is none", () => {
    const xml = xmlOf(nina, { ...nina, eleveId: undefined, ine: "099000002BC" });
    expect(xml.match(/<ELEVE_ID>.*?<|<ID_NATIONAL>.*?</g)).toEqual(["<ELEVE_ID>41001<", "<ID_NATIONAL>099000002BC<"]);
    expect(xml).toContain("<DATE_IMPORT>15/09/2026</DATE_IMPORT><NUM_ENVOI>7</NUM_ENVOI>");
  });

  it("lose the accents that ISO-8859-15 lacks, and keep those it has", () => {
    const xml = xmlOf({ ...nina, familyName: "ÇELİK œ Ž", givenName: "Đặng 李" });
    expect(xml).toContain("<NOM_DE_FAMILLE>ÇELIK œ Ž</NOM_DE_FAMILLE><PRENOM>?ang ?</PRENOM>");
  });

  it("do not list a pupil without group", () => {
    const { file, leftOut } = write({ ...nina, groups: [] });
    expect([file, leftOut]).toEqual([undefined, []]);
  });

  it.each([
    ["no number", { eleveId: undefined }, "ELEVE_ID"],
    ["no birth date", { birthDate: undefined }, "naissance"],
    ["a group that SIECLE cannot have", { groups: [{ code: "LATIN-6EMES" }] }, "LATIN-6EMES"],
  ])("leave out a pupil with %s, and say so: SIECLE would drop the pupil's groups", (_, change, reason) => {
    const { file, leftOut } = write(nina, { ...nina, eleveId: "41002", ...change });
    expect(file).toBeDefined();
    expect(leftOut).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  it("leave out the second of two pupils of the same number", () => {
    expect(write(nina, { ...nina, givenName: "Autre" }).leftOut).toHaveLength(1);
  });

  it("list a group once", () => {
    expect(xmlOf({ ...nina, groups: [{ code: "6GLAT" }, { code: "6GLAT" }] }).match(/CODE_GROUPE>6GLAT/g)).toHaveLength(
      1,
    );
  });
});
