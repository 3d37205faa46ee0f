import { createReadStream, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readStatements } from "../src/read-statements.ts";
import type { DeliveredFile } from "../src/statement.ts";
import { ofKind, readAll } from "./read-all.ts";

/** Samples kept beside the project and never inside it. */
const samples = fileURLToPath(new URL("../../../../shared/standards", import.meta.url));
const context = { schoolId: "0990001N", academy: "99", schoolYear: 2025 };

function sample(path: string): DeliveredFile {
  return { name: path.slice(path.lastIndexOf("/") + 1), open: () => createReadStream(`${samples}/${path}`) };
}

if (!existsSync(samples))
  console.info("Samples of the sources not found beside the project: conformance tests skipped.");

describe.skipIf(!existsSync(samples))("samples of the sources", () => {
  it("SIECLE: pupils with their classes and groups, adults with their levels, structures", async () => {
    const files = ["ResponsablesAvecAdresses", "ElevesSansAdresses", "Structures"].map((name) =>
      sample(`siecle/constructed/${name}.xml`),
    );
    const { statements, problems, fault } = await readAll(readStatements("siecle", files, context));
    expect([problems, fault]).toEqual([[], undefined]);
    expect(ofKind(statements, "pupil")).toMatchObject([
      {
        givenName: "Nina",
        eleveId: "41001",
        classCode: "6A",
        groupCodes: ["6GLAT"],
        options: [{ code: "030201" }, { code: "020100" }],
      },
      { givenName: "Zoé", eleveId: "41002", classCode: "6B" },
    ]);
    expect(ofKind(statements, "guardian")).toMatchObject([
      {
        givenName: "Irène",
        title: "Mme",
        contact: { smsConsent: true, address: { city: "VILLE-TEST" } },
        children: [{ level: 1 }],
      },
      { givenName: "Paul" },
      { givenName: "Karim", children: [{ key: "eleve-id:99|41002" }] },
    ]);
  });

  it("SIECLE: every label of a real nomenclature", async () => {
    const school = { schoolId: "0750680G", academy: "1", schoolYear: 2019 };
    const { statements, problems } = await readAll(
      readStatements("siecle", [sample("siecle/Nomenclature-2019-20.xml")], school),
    );
    const labels = ofKind(statements, "label");
    expect(problems).toEqual([]);
    expect([
      labels.filter(({ of }) => of === "mef").length,
      labels.filter(({ of }) => of === "subject").length,
    ]).toEqual([29, 108]);
    expect(labels.find(({ code }) => code === "20010018110")?.label).toBe("2nde générale et technologique");
  });

  it("STS: a teacher with her number, discipline, class led and service", async () => {
    const { statements, problems } = await readAll(
      readStatements("sts", [sample("sts/constructed/sts_emp_0990001N_2025.xml")], context),
    );
    expect(problems).toEqual([]);
    expect(ofKind(statements, "school")).toMatchObject([{ name: "Collège Ada Lovelace", academy: "99" }]);
    expect(ofKind(statements, "staff")).toMatchObject([
      {
        sts: { type: "epp", id: "61001" },
        disciplines: [{ code: "L1300" }],
        headTeacherOf: ["6A"],
        teaches: [{ code: "6A", subjects: [{ code: "061300" }] }],
      },
    ]);
  });

  it("ONDE: the real headers, with the space before Cycle", async () => {
    const files = ["responsables", "eleves"].map((name) => sample(`onde/constructed/CSVExtraction_${name}.csv`));
    const { statements, problems } = await readAll(readStatements("onde", files, context));
    expect(problems).toEqual([]);
    expect(ofKind(statements, "pupil")).toMatchObject([
      { givenName: "Tom", ine: "099000011CD", level: "CE1", classCode: "CE1 B" },
    ]);
    expect(ofKind(statements, "guardian")).toMatchObject([
      { givenName: "Irène", children: [{ named: { givenName: "Tom" } }] },
    ]);
  });

  it("AAF: everybody of the constructed delivery, tied by the same numbers", async () => {
    const files = ["Eleve", "EtabEducNat", "PersEducNat", "PersRelEleve"].map((category) =>
      sample(`aaf/constructed/ENT_0990001N_Complet_20250901_${category}_0000.xml`),
    );
    const { statements, problems } = await readAll(readStatements("aaf", files, context));
    expect(problems).toEqual([]);
    const adults = new Set(ofKind(statements, "guardian").flatMap(({ keys }) => keys));
    const pupils = ofKind(statements, "pupil");
    expect(pupils.length).toBeGreaterThan(1);
    expect(
      pupils.every(
        ({ schoolId, guardians = [] }) => schoolId === "0990001N" && guardians.every(({ key }) => adults.has(key)),
      ),
    ).toBe(true);
    expect(ofKind(statements, "staff").length).toBeGreaterThan(0);
  });
});
