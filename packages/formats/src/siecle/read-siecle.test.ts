import { describe, expect, it } from "vitest";
import { context, fileOf, ofKind, readAll } from "../../test/read-all.ts";
import { readSiecle } from "./read-siecle.ts";

const header = "<PARAMETRES><UAJ>0990001N</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES>";

function file(root: string, data: string, name = `${root}.xml`) {
  return fileOf(
    name,
    `<?xml version="1.0" encoding="ISO-8859-15"?>\n<${root} VERSION="3.0">${header}\n<DONNEES>${data}</DONNEES></${root}>`,
  );
}

function eleve(id: string, more = "<NOM_DE_FAMILLE>MARLOW</NOM_DE_FAMILLE><PRENOM>Nina</PRENOM>") {
  return `<ELEVE ELEVE_ID="${id}" ELENOET="5">${more}</ELEVE>`;
}

async function pupilOf(fields: string, rest = "") {
  const { statements, problems } = await readAll(
    readSiecle([file("BEE_ELEVES", `<ELEVES>${eleve("41", fields)}</ELEVES>${rest}`)], context),
  );
  return { pupil: ofKind(statements, "pupil")[0], problems };
}

async function linkOf(fields: string) {
  const person = '<PERSONNE PERSONNE_ID="52"><NOM_DE_FAMILLE>MARLOW</NOM_DE_FAMILLE><PRENOM>Irène</PRENOM></PERSONNE>';
  const link = `<RESPONSABLE_ELEVE><ELEVE_ID>41</ELEVE_ID><PERSONNE_ID>52</PERSONNE_ID><CODE_PARENTE>10</CODE_PARENTE>${fields}</RESPONSABLE_ELEVE>`;
  const data = `<PERSONNES>${person}</PERSONNES><RESPONSABLES>${link}</RESPONSABLES>`;
  const { statements, problems } = await readAll(readSiecle([file("BEE_RESPONSABLES", data)], context));
  return { children: ofKind(statements, "guardian")[0]?.children, problems };
}

const names = "<NOM_DE_FAMILLE>MARLOW</NOM_DE_FAMILLE><PRENOM>Nina</PRENOM>";

describe("a pupil of SIECLE", () => {
  it("has class, groups and options, which stand far away in the file", async () => {
    const rest = `<OPTIONS><OPTION ELEVE_ID="41"><OPTIONS_ELEVE><CODE_MATIERE>030201</CODE_MATIERE></OPTIONS_ELEVE></OPTION></OPTIONS>
<STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="41"><STRUCTURE><CODE_STRUCTURE>6GLAT</CODE_STRUCTURE><TYPE_STRUCTURE>G</TYPE_STRUCTURE></STRUCTURE><STRUCTURE><CODE_STRUCTURE>6A</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES>`;
    const { pupil } = await pupilOf(names, rest);
    expect(pupil).toMatchObject({ classCode: "6A", groupCodes: ["6GLAT"], options: [{ code: "030201" }] });
  });

  it.each([
    ["<INE_RNIE>099000001AB</INE_RNIE><ID_NATIONAL>0990000001A</ID_NATIONAL>", "099000001AB"],
    ["<ID_NATIONAL>0990000001A</ID_NATIONAL>", "0990000001A"],
    ["<INE_RNIE></INE_RNIE><INE_BEA>0990000001A</INE_BEA>", "0990000001A"],
    ["", undefined],
  ])("has the newest national number of %s", async (fields, ine) => {
    const { pupil, problems } = await pupilOf(names + fields);
    expect([pupil?.ine, problems]).toEqual([ine, []]);
  });

  it("has no national number when it has not the form of one, and a warning", async () => {
    const { pupil, problems } = await pupilOf(`${names}<INE_RNIE>12</INE_RNIE>`);
    expect(pupil?.keys).toEqual(["eleve-id:99|41", "elenoet:0990001N|5"]);
    expect(problems).toMatchObject([{ level: "warning", attribute: "INE_RNIE", line: 3 }]);
  });

  it("is read with a warning when the export lost a letter of the name", async () => {
    const { pupil, problems } = await pupilOf("<NOM_DE_FAMILLE>?ELIK</NOM_DE_FAMILLE><PRENOM>Nina</PRENOM>");
    expect(pupil?.familyName).toBe("?ELIK");
    expect(problems).toMatchObject([{ level: "warning", attribute: "NOM_DE_FAMILLE" }]);
  });

  it("is refused without a name, whether the tag is absent or empty", async () => {
    const { pupil, problems } = await pupilOf("<NOM_DE_FAMILLE></NOM_DE_FAMILLE>");
    expect(pupil).toBeUndefined();
    expect(problems.map(({ level, attribute }) => [level, attribute])).toEqual([
      ["refused", "NOM_DE_FAMILLE"],
      ["refused", "PRENOM"],
    ]);
  });

  it.each([
    [
      "<LIGNE1_ADRESSE>2 ALLEE FICTIVE</LIGNE1_ADRESSE><LIGNE3_ADRESSE>BAT C</LIGNE3_ADRESSE><CODE_POSTAL>99001</CODE_POSTAL><LIBELLE_POSTAL>VILLE-TEST</LIBELLE_POSTAL>",
      { lines: ["2 ALLEE FICTIVE", "BAT C"], postalCode: "99001", city: "VILLE-TEST" },
    ],
    ["<BOITE_POSTALE>BP 12</BOITE_POSTALE><CODE_POSTAL>99001</CODE_POSTAL>", { lines: ["BP 12"], postalCode: "99001" }],
    [
      "<LIGNE1_ADRESSE>1 rue du Test</LIGNE1_ADRESSE><COMMUNE_ETRANGERE>BRUXELLES</COMMUNE_ETRANGERE><LL_PAYS>BELGIQUE</LL_PAYS>",
      { lines: ["1 rue du Test"], city: "BRUXELLES", country: "BELGIQUE" },
    ],
  ])("lives at the address %s", async (fields, address) => {
    const rest = `<ADRESSES><ADRESSE ADRESSE_ID="7">${fields}</ADRESSE></ADRESSES>`;
    const { pupil } = await pupilOf(`${names}<ADRESSE_ID>7</ADRESSE_ID>`, rest);
    expect(pupil?.contact?.address).toEqual(address);
  });

  it("is told once when the exports with and without addresses come together, with the address", async () => {
    const plain = file("BEE_ELEVES", `<ELEVES>${eleve("41")}</ELEVES>`, "ElevesSansAdresses.xml");
    const address = '<ADRESSES><ADRESSE ADRESSE_ID="7"><CODE_POSTAL>99001</CODE_POSTAL></ADRESSE></ADRESSES>';
    const rich = file(
      "BEE_ELEVES",
      `<ELEVES>${eleve("41", `${names}<ADRESSE_ID>7</ADRESSE_ID>`)}</ELEVES>${address}`,
      "ElevesAvecAdresses.xml",
    );
    for (const files of [
      [plain, rich],
      [rich, plain],
    ]) {
      const { statements, problems } = await readAll(readSiecle(files, context));
      expect(statements).toMatchObject([{ kind: "pupil", contact: { address: { postalCode: "99001" } } }]);
      expect(problems).toEqual([]);
    }
  });

  it("is refused the second time in one file", async () => {
    const { statements, problems } = await readAll(
      readSiecle([file("BEE_ELEVES", `<ELEVES>${eleve("41")}\n${eleve("41")}</ELEVES>`)], context),
    );
    expect(statements).toHaveLength(1);
    expect(problems).toMatchObject([{ level: "refused", attribute: "ELEVE_ID", line: 4 }]);
  });

  it("makes known classes and groups that no export of structures tells", async () => {
    const rest =
      '<STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="41"><STRUCTURE><CODE_STRUCTURE>6A</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE><STRUCTURE><CODE_STRUCTURE>6GLAT</CODE_STRUCTURE><TYPE_STRUCTURE>G</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES>';
    const pupils = file("BEE_ELEVES", `<ELEVES>${eleve("41")}</ELEVES>${rest}`);
    const told = file(
      "BEE_STRUCTURES",
      '<DIVISIONS><DIVISION CODE_STRUCTURE="6A"><LIBELLE_LONG>SIXIEME A</LIBELLE_LONG></DIVISION></DIVISIONS>',
    );
    const audiences = ofKind((await readAll(readSiecle([pupils, told], context))).statements, "audience");
    expect(audiences.map(({ code, audience, label, classCodes }) => [code, audience, label, classCodes])).toEqual([
      ["6A", "class", "SIXIEME A", []],
      ["6GLAT", "group", undefined, ["6A"]],
    ]);
  });
});

describe("an adult of SIECLE", () => {
  it("answers for a pupil at the level written since 2018", async () => {
    const fields =
      "<NIVEAU_RESPONSABILITE>2</NIVEAU_RESPONSABILITE><PAIE_FRAIS_SCOLAIRES>1</PAIE_FRAIS_SCOLAIRES><A_CONTACTER_EN_PRIORITE>0</A_CONTACTER_EN_PRIORITE><HEBERGE_ELEVE>1</HEBERGE_ELEVE>";
    const { children } = await linkOf(fields);
    expect(children).toEqual([
      { key: "eleve-id:99|41", level: 2, kinship: "10", contactPriority: false, paysFees: true, housesPupil: true },
    ]);
  });

  it.each([
    ["1", 1],
    ["2", 1],
    ["0", 3],
  ])("answers, before 2018, with RESP_LEGAL %s at level %i", async (written, level) => {
    const { children } = await linkOf(`<RESP_LEGAL>${written}</RESP_LEGAL><RESP_FINANCIER>1</RESP_FINANCIER>`);
    expect(children).toMatchObject([{ level, paysFees: true }]);
  });

  it.each(["<NIVEAU_RESPONSABILITE>9</NIVEAU_RESPONSABILITE>", "<RESP_LEGAL>X</RESP_LEGAL>", ""])(
    "answers for nobody when the level is %s",
    async (fields) => {
      const { children, problems } = await linkOf(fields);
      expect(children).toEqual([]);
      expect(problems).toMatchObject([{ level: "refused" }]);
    },
  );

  it("who has no record is told, not invented", async () => {
    const link =
      "<RESPONSABLE_ELEVE><ELEVE_ID>41</ELEVE_ID><PERSONNE_ID>99</PERSONNE_ID><NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>";
    const { statements, problems } = await readAll(
      readSiecle([file("BEE_RESPONSABLES", `<RESPONSABLES>${link}</RESPONSABLES>`)], context),
    );
    expect(statements).toEqual([]);
    expect(problems).toMatchObject([{ attribute: "PERSONNE_ID", message: expect.stringContaining("99") }]);
  });
});

describe("a SIECLE delivery", () => {
  const good = file("BEE_ELEVES", `<ELEVES>${eleve("41")}</ELEVES>`);

  it.each([
    ["of another product", fileOf("x.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<TABLE/>'), "wrong-format"],
    [
      "without a header",
      fileOf("x.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<BEE_ELEVES><DONNEES/></BEE_ELEVES>'),
      "wrong-format",
    ],
    [
      "with its header after the pupils",
      fileOf(
        "x.xml",
        `<?xml version="1.0" encoding="UTF-8"?>\n<BEE_ELEVES><DONNEES>${eleve("1")}</DONNEES>${header}</BEE_ELEVES>`,
      ),
      "wrong-format",
    ],
    ["cut", fileOf("x.xml", `<?xml version="1.0" encoding="UTF-8"?>\n<BEE_ELEVES>${header}<DONNEES><ELEVES>`), "cut"],
    [
      "with an entity",
      fileOf(
        "x.xml",
        `<?xml version="1.0" encoding="UTF-8"?>\n<BEE_ELEVES>${header}<DONNEES>&xxe;</DONNEES></BEE_ELEVES>`,
      ),
      "entity",
    ],
    [
      "with a DTD of its own",
      fileOf("x.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE a [<!ENTITY b "b">]><BEE_ELEVES/>'),
      "doctype",
    ],
    [
      "in another encoding than it says",
      fileOf(
        "x.xml",
        `<?xml version="1.0" encoding="ISO-8859-1"?>\n<BEE_ELEVES>${header}<DONNEES><PRENOM>ZoÃ©</PRENOM></DONNEES></BEE_ELEVES>`,
      ),
      "encoding",
    ],
    [
      "with a value that never ends",
      fileOf(
        "x.xml",
        `<?xml version="1.0" encoding="UTF-8"?>\n<BEE_ELEVES>${header}<DONNEES>${eleve("1", `<PRENOM>${"x".repeat(70_000)}</PRENOM>`)}</DONNEES></BEE_ELEVES>`,
      ),
      "too-long",
    ],
    [
      "with a pupil that never ends",
      fileOf(
        "x.xml",
        `<?xml version="1.0" encoding="UTF-8"?>\n<BEE_ELEVES>${header}<DONNEES>${eleve("1", "<A/>".repeat(12_000))}</DONNEES></BEE_ELEVES>`,
      ),
      "too-long",
    ],
  ])("%s is refused whole, with the file and what to do", async (_, bad, code) => {
    const { statements, fault } = await readAll(readSiecle([good, bad], context));
    expect(fault).toMatchObject({ name: "FormatFault", code, file: "x.xml" });
    expect(statements.filter((one) => "file" in one && one.file === "x.xml")).toEqual([]);
  });

  it("may come with exports that say nothing of people", async () => {
    const { fault } = await readAll(
      readSiecle([file("BEE_GEOGRAPHIQUE", "<PAYS/>"), file("BEE_COMMUN", ""), good], context),
    );
    expect(fault).toBeUndefined();
  });

  it("of more people than any school is refused before it fills the memory", async () => {
    const crowd = Array.from({ length: 50_001 }, (_, index) => `<STRUCTURES_ELEVE ELEVE_ID="${index}"/>`).join("");
    const { fault } = await readAll(readSiecle([file("BEE_ELEVES", crowd)], context));
    expect(fault).toMatchObject({ code: "too-long" });
  });
});
