import { describe, expect, it } from "vitest";
import { faultsOfFiles } from "./delivery-files.ts";

const file = (category: string, { date = "20261102", kind = "Complet", part = "0000" } = {}) => ({
  name: `ENT_TEST_${kind}_${date}_${category}_${part}.xml`,
});
const whole = [file("Eleve"), file("PersEducNat"), file("PersRelEleve"), file("EtabEducNat")];

describe("the files of a delivery", () => {
  it("are accepted when the four lists of people and schools are there", () => {
    expect(faultsOfFiles("aaf", whole)).toEqual([]);
  });

  it.each([
    ["a name that is not AAF", { name: "eleves.xml" }, /pas celui d’un fichier AAF/],
    ["a partial delivery", file("Eleve", { kind: "Delta", part: "0001" }), /Seules les livraisons complètes/],
    ["another date", file("Eleve", { date: "20261103", part: "0001" }), /pas la même date/],
    ["the same file twice", file("Eleve"), /annoncé deux fois/],
  ])("with %s are refused, naming the file", (_, extra, message) => {
    expect(faultsOfFiles("aaf", [...whole, extra])).toEqual([
      { field: "body.files.4.name", message: expect.stringMatching(message) },
    ]);
  });

  it("without the list of staff are refused: everybody would look gone", () => {
    const faults = faultsOfFiles(
      "aaf",
      whole.filter(({ name }) => !name.includes("PersEducNat")),
    );
    expect(faults).toEqual([{ field: "body.files", message: expect.stringContaining("PersEducNat") }]);
  });

  it.each([
    ["siecle", "ExportXML_ElevesAvecAdresses.zip"],
    ["sts", "sts_emp_0990001N_2026.xml"],
    ["onde", "CSVExtraction.csv"],
  ] as const)("exported by a school (%s) are accepted under the name they come with", (kind, name) => {
    expect(faultsOfFiles(kind, [{ name }])).toEqual([]);
    expect(faultsOfFiles(kind, [{ name: "photo.jpg" }])).toMatchObject([{ field: "body.files.0.name" }]);
  });
});
