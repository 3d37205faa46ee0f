import { CompactSign, generateKeyPair } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { CELL_MAP_ALGORITHM, CELL_MAP_TYPE, CellMap, cellOf, readCellMap } from "./cell-map.ts";

const vosges = {
  name: "vosges",
  apiUrl: "https://vosges.preau.example",
  issuerUrl: "https://id.vosges.preau.example",
  schools: ["0990001N", "0990002P"],
};
const meuse = { ...vosges, name: "meuse", apiUrl: "https://meuse.preau.example", schools: ["0990003R"] };
const mapOf = (serial: number): CellMap => ({ serial, issuedAt: "2026-08-20T06:00:00Z", cells: [vosges, meuse] });

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  keys = await generateKeyPair(CELL_MAP_ALGORITHM);
});

const signed = (document: unknown, typ = CELL_MAP_TYPE, key = keys.privateKey): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(document)))
    .setProtectedHeader({ alg: CELL_MAP_ALGORITHM, typ })
    .sign(key);

describe("the map of the cells", () => {
  it("leads an app to the cell of its school", async () => {
    const map = await readCellMap(await signed(mapOf(3)), keys.publicKey);
    expect(cellOf(map, "0990003R")?.apiUrl).toBe("https://meuse.preau.example");
    expect(cellOf(map, "0991234X")).toBeUndefined();
  });

  it("is not believed when somebody else signed it, or when it was made for something else", async () => {
    const stranger = await generateKeyPair(CELL_MAP_ALGORITHM);
    await expect(
      readCellMap(await signed(mapOf(3), CELL_MAP_TYPE, stranger.privateKey), keys.publicKey),
    ).rejects.toThrow(/signature/);
    await expect(readCellMap(await signed(mapOf(3), "JWT"), keys.publicKey)).rejects.toThrow(/not a cell map/);
  });

  it("never goes back to an older one", async () => {
    await expect(readCellMap(await signed(mapOf(3)), keys.publicKey, mapOf(4))).rejects.toThrow(/older/);
    expect((await readCellMap(await signed(mapOf(4)), keys.publicKey, mapOf(4))).serial).toBe(4);
  });

  it("knows one cell for a school", () => {
    const both = { ...mapOf(1), cells: [vosges, { ...meuse, schools: ["0990001N"] }] };
    expect(CellMap.safeParse(both).error?.issues[0]?.message).toBe("a school lives in two cells");
  });
});
