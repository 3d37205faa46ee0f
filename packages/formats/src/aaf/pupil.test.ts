import { describe, expect, it } from "vitest";
import { entry } from "../../test/entry.ts";
import { mapPupil } from "./pupil.ts";

const required = { ENTPersonJointure: "700001", sn: "D'ORVAL", givenName: "Zoé", ENTPersonStructRattach: "9001" };

function map(attributes: Readonly<Record<string, string | readonly string[]>>) {
  return mapPupil(entry("Eleve", { ...required, ...attributes }));
}

describe("a pupil of the AAF", () => {
  it("has names, school, classes, groups, options and adults", () => {
    const { value, problems } = map({
      ENTPersonDateNaissance: "02/11/2014",
      ENTEleveINE: "099000002BC",
      ENTEleveClasses: "9001$6B",
      ENTEleveGroupes: ["9001$6GLAT", "9001$6GEPS1"],
      ENTEleveEnseignements: ["ANGLAIS LV1", "LATIN"],
      ENTEleveCodeEnseignements: ["030201", "020100"],
      ENTElevePersRelEleve: ["800001$10$1$1$1$0", "800002$38$0$3$0$0"],
      ENTPersonAdresse: "2 allée des Tests$Bâtiment B$$",
      ENTPersonVille: "BOURG-L'ESSAI",
      ENTEleveTransport: "O",
      ENTEleveBoursier: "N",
      ENTEleveMEF: "10010012110",
      ENTEleveLibelleMEF: "6EME",
    });
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      jointure: "700001",
      familyName: "D'ORVAL",
      givenName: "Zoé",
      structure: "9001",
      birthDate: "2014-11-02",
      ine: "099000002BC",
      classes: [{ structure: "9001", code: "6B" }],
      groups: [
        { structure: "9001", code: "6GLAT" },
        { structure: "9001", code: "6GEPS1" },
      ],
      options: [
        { code: "030201", label: "ANGLAIS LV1" },
        { code: "020100", label: "LATIN" },
      ],
      guardians: [
        { jointure: "800001", kinship: "10", level: 1, paysFees: true },
        { jointure: "800002", kinship: "38", level: 3, paysFees: false },
      ],
      address: { lines: ["2 allée des Tests", "Bâtiment B"], city: "BOURG-L'ESSAI", postalCode: undefined },
      transport: true,
      scholarship: false,
      mef: { code: "10010012110", label: "6EME" },
    });
  });

  it("may have nothing but a name and a school", () => {
    expect(map({})).toMatchObject({
      problems: [],
      value: { ine: undefined, classes: [], guardians: [], address: undefined, mef: undefined },
    });
  });

  it.each(Object.keys(required))("is refused without %s, and the attribute is named", (attribute) => {
    const { value, problems } = map({ [attribute]: "" });
    expect(value).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({ level: "refused", code: "missing", attribute, file: "aaf.xml", line: 12 }),
    ]);
  });

  it.each(["31/02/2014", "2014-02-01", "1/2/2014", "00/01/2014"])(
    "has no birth date when the file says %s, and a warning",
    (date) => {
      const { value, problems } = map({ ENTPersonDateNaissance: date });
      expect(value?.birthDate).toBeUndefined();
      expect(problems).toMatchObject([{ level: "warning", attribute: "ENTPersonDateNaissance" }]);
    },
  );

  it.each(["099000002BC", "0990000021B", "0990A00001Z", "_________AA"])("may have the INE %s", (ine) => {
    expect(map({ ENTEleveINE: ine })).toMatchObject({ value: { ine }, problems: [] });
  });

  it.each(["099000002bc", "12345", "099000002BCD"])("has no INE when the file says %s, and a warning", (ine) => {
    expect(map({ ENTEleveINE: ine })).toMatchObject({
      value: { ine: undefined },
      problems: [{ attribute: "ENTEleveINE" }],
    });
  });

  it.each(["800001$10$1$9$1$0", "800001$10$1$$1$0", "800001$10", "$10$1$1$1$0"])(
    "gets no adult from the unclear link %s, and a warning: nobody becomes a legal guardian by mistake",
    (link) => {
      const { value, problems } = map({ ENTElevePersRelEleve: [link, "800002$20$0$1$0$0"] });
      expect(value?.guardians.map(({ jointure }) => jointure)).toEqual(["800002"]);
      expect(problems).toMatchObject([{ level: "warning", attribute: "ENTElevePersRelEleve" }]);
    },
  );

  it("keeps its good class when another is unreadable", () => {
    const { value, problems } = map({ ENTEleveClasses: ["6A", "9001$6B"] });
    expect(value?.classes).toEqual([{ structure: "9001", code: "6B" }]);
    expect(problems).toMatchObject([{ level: "warning", attribute: "ENTEleveClasses" }]);
  });

  it("has options without labels when labels and codes do not pair up", () => {
    const { value } = map({ ENTEleveEnseignements: "LATIN", ENTEleveCodeEnseignements: ["030201", "020100"] });
    expect(value?.options).toEqual([
      { code: "030201", label: undefined },
      { code: "020100", label: undefined },
    ]);
  });

  it("takes only O and N for an answer", () => {
    expect(map({ ENTEleveTransport: "OUI" })).toMatchObject({
      value: { transport: undefined },
      problems: [{ attribute: "ENTEleveTransport" }],
    });
  });
});
