import { readCellMap } from "@preau/sdk";
import { generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { signCellMap } from "./sign-cell-map.ts";

const schools = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `099${String(n).padStart(4, "0")}A`);
const mapWith = (count: number) => ({
  serial: 1,
  issuedAt: "2026-08-20T06:00:00Z",
  cells: [
    {
      name: "meuse",
      apiUrl: "https://meuse.preau.example",
      issuerUrl: "https://id.meuse.preau.example",
      schools: schools(count),
    },
  ],
});

describe("publishing where schools live", () => {
  it("signs a map that apps believe", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const map = await readCellMap(await signCellMap(mapWith(90), privateKey), publicKey);
    expect(map.cells[0]?.schools).toHaveLength(90);
  });

  it("does not sign a cell that is too full, or a map with a field it does not know", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    await expect(signCellMap(mapWith(91), privateKey)).rejects.toThrow("more than 90 schools in one cell: meuse");
    await expect(signCellMap({ ...mapWith(1), expires: "never" }, privateKey)).rejects.toThrow(/expires/);
  });
});
