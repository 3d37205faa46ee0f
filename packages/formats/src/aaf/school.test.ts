import { describe, expect, it } from "vitest";
import { entry } from "../../test/entry.ts";
import { mapMef } from "./mef.ts";
import { mapSchool } from "./school.ts";
import { schoolName } from "./school-name.ts";
import { mapSubject } from "./subject.ts";

const required = {
  ENTStructureJointure: "9001",
  ENTStructureUAI: "0990001N",
  ENTStructureNomCourant: "CLG$ADA LOVELACE$VILLE-TEST",
};

function map(attributes: Readonly<Record<string, string | readonly string[]>>) {
  return mapSchool(entry("EtabEducNat", { ...required, ...attributes }));
}

describe("a school of the AAF", () => {
  it("has a name people say, an academy, classes, and groups with the classes they mix", () => {
    const { value, problems } = map({
      l: "VILLE-TEST",
      ENTServAcAcademie: "TEST",
      ENTServAcCodeAcademie: "99",
      ENTStructureClasses: ["6A$SIXIEME A", "6B"],
      ENTStructureGroupes: ["6GLAT$LATIN 6EMES$6A$6B$", "6GX"],
      ENTEtablissementStructRattachFctl: "9000",
    });
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      jointure: "9001",
      uai: "0990001N",
      name: "Collège Ada Lovelace",
      city: "VILLE-TEST",
      academy: { code: "99", name: "TEST" },
      parents: ["9000"],
      classes: [
        { code: "6A", label: "SIXIEME A" },
        { code: "6B", label: "6B" },
      ],
      groups: [
        { code: "6GLAT", label: "LATIN 6EMES", classes: ["6A", "6B"] },
        { code: "6GX", label: "6GX", classes: [] },
      ],
    });
  });

  it("may give its number under the old attribute", () => {
    expect(map({ ENTStructureUAI: "", ENTEtablissementUAI: "0750680G" }).value?.uai).toBe("0750680G");
  });

  it("is kept, with a warning, when the key of its number is wrong", () => {
    expect(map({ ENTStructureUAI: "0990001A" })).toMatchObject({
      value: { uai: "0990001A" },
      problems: [{ level: "warning", code: "check-key", attribute: "ENTStructureUAI" }],
    });
  });

  it("is refused when its number is no UAI", () => {
    expect(map({ ENTStructureUAI: "99" })).toMatchObject({
      value: undefined,
      problems: [{ level: "refused", code: "invalid", attribute: "ENTStructureUAI" }],
    });
  });

  it.each(Object.keys(required))("is refused without %s", (attribute) => {
    expect(map({ [attribute]: "" })).toMatchObject({
      value: undefined,
      problems: [{ level: "refused", code: "missing", attribute }],
    });
  });
});

describe("the name of a school", () => {
  it.each([
    ["CLG$ADA LOVELACE$VILLE-TEST", "VILLE-TEST", "Collège Ada Lovelace"],
    ["LGT$ÉMILIE-DU-CHÂTELET$BOURG-L'ESSAI", "BOURG-L'ESSAI", "Lycée Émilie-du-Châtelet"],
    ["LP$JEAN D'ORMESSON", undefined, "Lycée professionnel Jean d'Ormesson"],
    ["LPO$LES BRUYERES$ANNEXE", "PARIS", "Lycée polyvalent Les Bruyeres Annexe"],
    ["Collège Ada-Lovelace", undefined, "Collège Ada-Lovelace"],
    ["CITE SCOLAIRE$$PARIS", "PARIS", "Cite Scolaire"],
  ])("%s in %s is said %s", (written, city, said) => {
    expect(schoolName(written, city)).toBe(said);
  });
});

describe("the nomenclatures of the AAF", () => {
  it("name subjects and programmes", () => {
    expect(
      mapSubject(entry("MatiereEducNat", { ENTMatJointure: "061300", ENTLibelleMatiere: "MATHEMATIQUES" })).value,
    ).toEqual({ code: "061300", label: "MATHEMATIQUES" });
    const mef = {
      ENTMefJointure: "10010012110",
      ENTLibelleMef: "6EME",
      ENTMEFRattach: "10010012110",
      ENTMEFSTAT11: "21110010012",
    };
    expect(mapMef(entry("MefEducNat", mef)).value).toEqual({
      code: "10010012110",
      label: "6EME",
      parent: "10010012110",
      mefStat: "21110010012",
    });
  });

  it("are refused without a code or a label", () => {
    expect(mapSubject(entry("MatiereEducNat", { ENTMatJointure: "061300" }))).toMatchObject({
      value: undefined,
      problems: [{ attribute: "ENTLibelleMatiere" }],
    });
    expect(mapMef(entry("MefEducNat", { ENTLibelleMef: "6EME" }))).toMatchObject({
      value: undefined,
      problems: [{ attribute: "ENTMefJointure" }],
    });
  });
});
