import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { identity } from "../manifest.ts";
import { loadRing } from "./rings.ts";

const DAY = 86_400;
const START = 1_800_000_000;
let table: string;

beforeEach(async () => {
  table = await freshTable(identity);
});

const load = (now: number) => loadRing(table, "cookies", async () => randomUUID(), now);

describe("a key ring", () => {
  it("is the same for every function, whoever made its first key", async () => {
    const [first, second] = await Promise.all([load(START), load(START)]);
    expect(first).toHaveLength(1);
    expect(second).toEqual(first);
    expect(await load(START + 60)).toEqual(first);
  });

  it("gets a new key after ninety days, which signs a day later and replaces the old one a day after that", async () => {
    const [old = ""] = await load(START);
    const [signing, published = ""] = await load(START + 90 * DAY);
    expect(signing).toBe(old);
    expect(await load(START + 91 * DAY)).toEqual([published, old]);
    expect(await load(START + 92 * DAY)).toEqual([published]);
  });
});
