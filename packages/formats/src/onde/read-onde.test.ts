import { describe, expect, it } from "vitest";
import { context, fileOf, fileOfBytes, ofKind, readAll } from "../../test/read-all.ts";
import { readOnde } from "./read-onde.ts";

const pupilHeader =
  "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE; Cycle;Niveau;Libellé classe;Identifiant classe";
const child = "Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants";
const adultHeader = `Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Courriel;Téléphone portable;${child};${child}`;

function csv(header: string, ...rows: readonly string[]) {
  return fileOf("CSVExtraction.csv", [header, ...rows, ""].join("\r\n"));
}

async function read(...files: readonly ReturnType<typeof csv>[]) {
  const { statements, problems, fault } = await readAll(readOnde(files, context));
  return {
    pupils: ofKind(statements, "pupil"),
    guardians: ofKind(statements, "guardian"),
    statements,
    problems,
    fault,
  };
}

describe("a pupil of ONDE", () => {
  it("is read by the text of the headers, wherever they stand and however they are spelt", async () => {
    const { pupils } = await read(csv("  PRENOM ELEVE ;Niveau;NOM  ÉLÈVE;date naissance", "Tom;CE1;MARLOW;07/06/2017"));
    expect(pupils).toMatchObject([{ familyName: "MARLOW", givenName: "Tom", birthDate: "2017-06-07", level: "CE1" }]);
  });

  it("has the same accents when a spreadsheet saved the file as UTF-8", async () => {
    const text = `\ufeff${pupilHeader}\r\nMARLOW;;Zoé;07/06/2017;F;;;;;\r\n`;
    const { pupils } = await read(fileOfBytes("e.csv", Buffer.from(text)));
    expect(pupils.map(({ givenName }) => givenName)).toEqual(["Zoé"]);
    expect((await read(csv(pupilHeader, "MARLOW;;Zoé;07/06/2017;F;;;;;"))).pupils[0]?.keys).toEqual(pupils[0]?.keys);
  });

  it("keeps the identifier of the class, which LSU needs, and tells each class once", async () => {
    const { statements } = await read(
      csv(pupilHeader, "A;;Tom;07/06/2017;M;;;CE1;CE1 B;4501", "B;;Zoé;08/06/2017;F;;;CE1;CE1 B;4501"),
    );
    expect(ofKind(statements, "audience")).toMatchObject([{ audience: "class", code: "CE1 B", ondeId: "4501" }]);
  });

  it("ends with a footer that is nobody", async () => {
    const { pupils, problems } = await read(csv(pupilHeader, "MARLOW;;Tom;07/06/2017;M;;;;;", "Nombre d'élèves : 1"));
    expect([pupils.length, problems]).toEqual([1, []]);
  });

  it("is passed over once struck off", async () => {
    const { pupils } = await read(csv("Nom élève;Prénom élève;État", "MARLOW;Tom;Radié", "MARLOW;Zoé;Admis définitif"));
    expect(pupils.map(({ givenName }) => givenName)).toEqual(["Zoé"]);
  });

  it("and a homonym born the same day are two pupils by their INE, and somebody is warned", async () => {
    const { pupils, problems } = await read(
      csv(pupilHeader, "MARLOW;;Tom;07/06/2017;M;099000011CD;;;;", "MARLOW;;TOM;07/06/2017;M;099000012DE;;;;"),
    );
    expect(pupils.map(({ keys }) => keys)).toEqual([["ine:099000011CD"], ["ine:099000012DE"]]);
    expect(problems.map(({ level, line }) => [level, line])).toEqual([
      ["warning", 2],
      ["warning", 3],
    ]);
  });

  it("and a homonym without INE cannot be told apart: the second is refused", async () => {
    const { pupils, problems } = await read(
      csv(pupilHeader, "MARLOW;;Tom;07/06/2017;M;;;;;", "MARLOW;;Tom;07/06/2017;M;;;;;"),
    );
    expect([pupils.length, problems.map(({ level }) => level)]).toEqual([1, ["warning", "refused"]]);
  });

  it("is not a homonym of itself when two extractions overlap", async () => {
    const file = () => csv(pupilHeader, "MARLOW;;Tom;07/06/2017;M;;;;;");
    const { pupils, problems } = await read(file(), file());
    expect([pupils.length, problems]).toEqual([1, []]);
  });
});

describe("an adult of ONDE", () => {
  const irene = (mail: string, phone: string, given: string) =>
    `MME;;MARLOW;Irène;${mail};${phone};;MARLOW;${given};CE1 B;;;;`;

  it("represents the children named, by name and class", async () => {
    const { guardians } = await read(
      csv(adultHeader, "MME;;MARLOW;Irène;i@example.org;;;MARLOW;Tom;CE1 B;;MARLOW;Zoé;CP"),
    );
    expect(guardians).toMatchObject([
      {
        title: "Mme",
        children: [
          { level: 1, named: { familyName: "MARLOW", givenName: "Tom", classLabel: "CE1 B" } },
          { level: 1, named: { familyName: "MARLOW", givenName: "Zoé", classLabel: "CP" } },
        ],
      },
    ]);
  });

  it("with more children than a row holds is one adult", async () => {
    const { guardians } = await read(
      csv(adultHeader, irene("i@example.org", "", "Tom"), irene("i@example.org", "", "Zoé")),
    );
    expect(guardians.map(({ children }) => children?.length)).toEqual([2]);
  });

  it("is never one person with a homonym who has another mail or telephone", async () => {
    const { guardians } = await read(
      csv(
        adultHeader,
        irene("i@example.org", "", "Tom"),
        irene("", "06 99 00 00 01", "Zoé"),
        irene("", "0699000002", "Léo"),
      ),
    );
    expect(new Set(guardians.map(({ keys: [key] }) => key)).size).toBe(3);
  });

  it("is refused when nothing tells them from a homonym", async () => {
    const { guardians, problems } = await read(csv(adultHeader, irene("", "", "Tom"), irene("", "", "Zoé")));
    expect([guardians.length, problems]).toMatchObject([1, [{ level: "refused", line: 3 }]]);
  });

  it("without parental authority is not a legal representative", async () => {
    const { guardians } = await read(
      csv(`${adultHeader};Autorité parentale`, `${irene("i@example.org", "", "Tom")};N`),
    );
    expect(guardians[0]?.children?.map(({ level }) => level)).toEqual([2]);
  });
});

describe("an extraction of ONDE", () => {
  it("of teachers tells who directs and who has which class", async () => {
    const { statements } = await read(
      csv("Civilité;Nom usage;Nom;Prénom;Courriel;Directeur;Classe", "MME;;OSTY;Maud;m@example.org;O;CE1 B"),
    );
    expect(ofKind(statements, "staff")).toMatchObject([
      { functions: [{ code: "ENS" }, { code: "DIR" }], headTeacherOf: ["CE1 B"] },
    ]);
  });

  it.each([
    ["of something else", Buffer.from("a;b\r\n1;2\r\n"), "wrong-format"],
    ["empty", new Uint8Array(), "wrong-format"],
    ["cut inside a quoted value", Buffer.from(`${pupilHeader}\r\nMARLOW;;"Tom`, "latin1"), "cut"],
    ["of a row that never ends", Buffer.from(`${pupilHeader}\r\nMARLOW;;${"x".repeat(70_000)}`, "latin1"), "too-long"],
    ["that is a workbook", Buffer.from(`${pupilHeader}\r\nA\u0000;;B\r\n`, "latin1"), "encoding"],
  ])("%s is refused, with its line", async (_, bytes, code) => {
    const { fault } = await read(fileOfBytes("e.csv", bytes));
    expect(fault).toMatchObject({ name: "FormatFault", code, file: "e.csv" });
  });
});
