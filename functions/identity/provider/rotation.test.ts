import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { identity } from "../manifest.ts";
import { openRecords } from "../store/records.ts";
import { openRefreshRecords } from "../store/refresh-records.ts";
import { openRotation, type Rotation, StolenToken } from "./rotation.ts";

const DAY = 86_400;
const START = 1_800_000_000;

let clock: number;
let rotation: Rotation;
let issue: (token: string) => Promise<void>;

beforeEach(async () => {
  const table = await freshTable(identity);
  clock = START;
  const now = () => clock;
  const records = openRecords(table, now);
  rotation = openRotation(openRefreshRecords(table, now), now);
  issue = (token) => records.save("RefreshToken", token, { grantId: "g", exp: clock + 90 * DAY }, 90 * DAY);
  for (const token of ["a", "b", "c", "d"]) await issue(token);
});

const isStolen = async (token: string) => (await rotation.find(token))?.consumed !== undefined;

describe("refresh tokens on their table", () => {
  it("live ninety days from their last use, be its answer lost", async () => {
    clock += 85 * DAY;
    await rotation.exchange("a", "b");
    clock += 85 * DAY;
    expect(await rotation.find("a")).toMatchObject({ exp: START + 175 * DAY });
    expect(await rotation.find("c")).toBeUndefined();
  });

  it("of a sign-in with a copy in other hands are told apart, whoever of the two comes first", async () => {
    await rotation.exchange("a", "b");
    clock += 3_600;
    expect(await isStolen("a")).toBe(false);
    await rotation.exchange("b", "c");
    expect(await isStolen("a")).toBe(true);
    await expect(rotation.exchange("a", "d")).rejects.toThrow(StolenToken);
  });

  it("given up because nobody received them betray whoever uses them", async () => {
    await rotation.exchange("a", "b");
    clock += 3_600;
    await rotation.exchange("a", "c");
    expect(await isStolen("b")).toBe(true);
    await expect(rotation.exchange("b", "d")).rejects.toThrow(StolenToken);
    expect(await isStolen("c")).toBe(false);
  });

  it("destroyed with their grant leave nothing to note", async () => {
    await expect(rotation.exchange("unknown", "b")).resolves.toBeUndefined();
    expect(await rotation.find("unknown")).toBeUndefined();
  });
});
