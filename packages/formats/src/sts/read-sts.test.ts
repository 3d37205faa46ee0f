import { describe, expect, it } from "vitest";
import { context, fileOf, ofKind, readAll } from "../../test/read-all.ts";
import { readSts } from "./read-sts.ts";

const header = '<PARAMETRES><UAJ CODE="0990001N"/><ANNEE_SCOLAIRE ANNEE="2026"/></PARAMETRES>';

function file(data: string, head = header) {
  return fileOf(
    "sts.xml",
    `<?xml version="1.0" encoding="ISO-8859-15"?>\n<STS_EDT>${head}\n<DONNEES>${data}</DONNEES></STS_EDT>`,
  );
}

function individual(fields: string, key = 'ID="61" TYPE="epp"') {
  return `<INDIVIDUS><INDIVIDU ${key}>${fields}</INDIVIDU></INDIVIDUS>`;
}

async function read(data: string) {
  const { statements, problems, fault } = await readAll(readSts([file(data)], context));
  return { staff: ofKind(statements, "staff"), statements, problems, fault };
}

const names = "<NOM_USAGE>BRIAC</NOM_USAGE><PRENOM>SOLENE</PRENOM><FONCTION>ENS</FONCTION>";

describe("a member of staff in STS", () => {
  it("is known by type and number, which LSU needs", async () => {
    const { staff } = await read(individual(names, 'ID="61" TYPE="local"'));
    expect(staff).toMatchObject([{ keys: ["sts:99|local|61"], sts: { type: "local", id: "61" } }]);
  });

  it("keeps birth name and name in use apart", async () => {
    const { staff } = await read(individual(`<NOM_PATRONYMIQUE>LE GALL</NOM_PATRONYMIQUE>${names}`));
    expect(staff).toMatchObject([{ familyName: "LE GALL", usualName: "BRIAC" }]);
    expect((await read(individual(names))).staff[0]).toMatchObject({ familyName: "BRIAC", usualName: undefined });
  });

  it("teaches several subjects to one class, shares a service, and is not the namesake of another type", async () => {
    const both = '<ENSEIGNANT ID="61" TYPE="epp"/><ENSEIGNANT ID="62" TYPE="epp"/>';
    const service = (code: string, teachers: string) =>
      `<SERVICE CODE_MATIERE="${code}"><ENSEIGNANTS>${teachers}</ENSEIGNANTS></SERVICE>`;
    const division = (code: string, ...services: readonly string[]) =>
      `<DIVISION CODE="${code}"><SERVICES>${services.join("")}</SERVICES></DIVISION>`;
    const first = division("6A", ...["061300", "030201", "061300"].map((code) => service(code, both)));
    const second = division("6B", service("061300", '<ENSEIGNANT ID="61" TYPE="local"/>'));
    const people = ["epp", "local"].map((type) => individual(names, `ID="61" TYPE="${type}"`)).join("");
    const { staff } = await read(`${people}<STRUCTURE><DIVISIONS>${first}${second}</DIVISIONS></STRUCTURE>`);
    expect(staff.map(({ teaches }) => teaches)).toEqual([
      [{ audience: "class", code: "6A", subjects: [{ code: "061300" }, { code: "030201" }] }],
      [{ audience: "class", code: "6B", subjects: [{ code: "061300" }] }],
    ]);
  });

  it("without a function is read with a warning: no role can follow", async () => {
    const { staff, problems } = await read(individual("<NOM_USAGE>BRIAC</NOM_USAGE><PRENOM>SOLENE</PRENOM>"));
    expect([staff[0]?.functions, problems]).toMatchObject([[], [{ level: "warning", attribute: "FONCTION", line: 3 }]]);
  });

  it.each([
    ["number", 'TYPE="epp"', names, "ID"],
    ["type", 'ID="61"', names, "TYPE"],
    ["name", 'ID="61" TYPE="epp"', "<PRENOM>SOLENE</PRENOM><FONCTION>ENS</FONCTION>", "NOM_PATRONYMIQUE"],
  ])("without a %s is refused", async (_, key, fields, attribute) => {
    const { staff, problems } = await read(individual(fields, key));
    expect([staff, problems]).toMatchObject([[], [{ level: "refused", attribute }]]);
  });

  it("is refused the second time", async () => {
    const { staff, problems } = await read(individual(names) + individual(names));
    expect([staff.length, problems]).toMatchObject([1, [{ level: "refused", attribute: "ID" }]]);
  });
});

describe("a file of STS", () => {
  it.each([
    ["cut", '<?xml version="1.0" encoding="UTF-8"?>\n<STS_EDT>', "cut"],
    ["of the other direction", '<?xml version="1.0" encoding="UTF-8"?>\n<EDT_STS/>', "wrong-format"],
    ["without a header", '<?xml version="1.0" encoding="UTF-8"?>\n<STS_EDT><DONNEES/></STS_EDT>', "wrong-format"],
    [
      "that begins with its people",
      `<?xml version="1.0" encoding="UTF-8"?>\n<STS_EDT>${individual(names)}${header}</STS_EDT>`,
      "wrong-format",
    ],
    ["with an entity", `<?xml version="1.0" encoding="UTF-8"?>\n<STS_EDT>${header}&xxe;</STS_EDT>`, "entity"],
  ])("%s is refused", async (_, text, code) => {
    const { statements, fault } = await readAll(readSts([fileOf("sts.xml", text)], context));
    expect([ofKind(statements, "staff"), fault]).toMatchObject([[], { code, file: "sts.xml" }]);
  });
});
