import { describe, expect, it } from "vitest";
import { collect } from "../../test/bytes-of.ts";
import { fileOfBytes } from "../../test/read-all.ts";
import { readCsv } from "./read-csv.ts";
import { type DirectoryLine, writeDirectoryCsv } from "./write-directory-csv.ts";

const nina: DirectoryLine = { familyName: "MARLOW", givenName: "Nina", role: "Élève" };

async function rowsOf(lines: readonly DirectoryLine[]) {
  const { items } = await collect(readCsv(fileOfBytes("a.csv", writeDirectoryCsv(lines)), ";"));
  return items.map(({ cells }) => cells);
}

describe("the directory as a spreadsheet", () => {
  it("opens with its accents, semicolons between the columns, dates as people write them", async () => {
    const bytes = Buffer.from(writeDirectoryCsv([{ ...nina, className: "6A", birthDate: "2015-03-14" }]));
    expect(bytes.toString()).toBe(
      "\ufeffNom;Prénom;Rôle;Classe;Date de naissance\r\nMARLOW;Nina;Élève;6A;14/03/2015\r\n",
    );
  });

  it.each(["=1+1", "+33 6 99 00 00 01", "-2", "@SUM(A1)", "\tx", '=HYPERLINK("http://x";"y")'])(
    "never runs %j as a formula",
    async (mail) => {
      const [, [, , , cell] = []] = await rowsOf([{ ...nina, mail }]);
      expect(cell?.startsWith("'")).toBe(true);
      expect(cell?.slice(1)).toBe(mail);
    },
  );

  it("keeps semicolons, quotes and new lines inside their cell", async () => {
    const [, row] = await rowsOf([{ ...nina, familyName: 'MAR;"LOW"\nBIS' }]);
    expect(row).toEqual(['MAR;"LOW"\nBIS', "Nina", "Élève"]);
  });

  it("shows no column that nobody fills", async () => {
    expect((await rowsOf([nina]))[0]).toEqual(["Nom", "Prénom", "Rôle"]);
  });
});
