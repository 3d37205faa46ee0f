import { randomFrom } from "@preau/demo/world/random";
import { beforeAll, describe, expect, it } from "vitest";
import { openHeatMap, patternOf, shareOf } from "./heat-map.ts";
import { plantedBreaches } from "./planted-breaches.ts";
import { type Heat, replayMornings } from "./replay-mornings.ts";
import { spentBy } from "./spent-by.ts";

const item = (pk: string, kib: number) => ({ pk: { S: pk }, sk: { S: "A" }, of: { S: "x".repeat(kib * 1_000) } });
const consumed = (CapacityUnits: number) => ({ ConsumedCapacity: { CapacityUnits } });

describe("what a call took of each partition", () => {
  it("is split, in a transaction, by the sizes of its items, twice their units", () => {
    const TransactItems = [
      { Put: { TableName: "notices-0a1b2c3d", Item: item("ONE", 0) } },
      { Put: { TableName: "notices-0a1b2c3d", Item: item("OTHER", 2) } },
      { ConditionCheck: { TableName: "notices-0a1b2c3d", Key: { pk: { S: "THIRD" } } } },
    ];
    const spent = spentBy({ action: "TransactWriteItems", input: { TransactItems } }, consumed(8));
    expect(spent.map(({ key, wru }) => [key, wru])).toEqual([
      ["notices ONE", 2],
      ["notices OTHER", 4],
      ["notices THIRD", 2],
    ]);
  });

  it("charges a key with what was larger before, and a refused write with what it would have taken", () => {
    const asked = { action: "PutItem", input: { TableName: "home", Item: item("ONE", 2) } };
    expect(spentBy(asked, consumed(5))).toMatchObject([{ key: "home ONE", wru: 5 }]);
    expect(spentBy(asked, {})).toMatchObject([{ key: "home ONE", wru: 2 }]);
  });

  it("finds the partition of a query in its condition, and an index beside its table", () => {
    const query = {
      TableName: "home",
      KeyConditionExpression: "(#c0_1 = :c0_1) AND (begins_with(#c0_2, :c0_2))",
      ExpressionAttributeNames: { "#c0_1": "pk", "#c0_2": "sk" },
      ExpressionAttributeValues: { ":c0_1": { S: "ONE" }, ":c0_2": { S: "DAY#" } },
    };
    expect(spentBy({ action: "Query", input: query }, consumed(1.5))).toEqual([{ key: "home ONE", rru: 1.5, wru: 0 }]);
    const indexed = { TableName: "home", Item: { ...item("ONE", 0), gsi1pk: { S: "BY" } } };
    const answer = { ConsumedCapacity: { CapacityUnits: 2, GlobalSecondaryIndexes: { gsi1: { CapacityUnits: 1 } } } };
    expect(spentBy({ action: "PutItem", input: indexed }, answer)).toEqual([
      { key: "home ONE", rru: 0, wru: 1 },
      { key: "home.gsi1 BY", rru: 0, wru: 1 },
    ]);
  });
});

describe("the heat of a key", () => {
  it("is that of its hottest second, and keys are named without the people they are about", () => {
    const map = openHeatMap();
    map.add(1, [{ key: "a SCHOOL#0990001N#2026#PUPIL#per_7k2mq4x9d0abc", rru: 0, wru: 200 }]);
    map.add(2, [{ key: "a SCHOOL#0990001N#2026#PUPIL#per_7k2mq4x9d0abc", rru: 0, wru: 150 }]);
    map.add(2, [{ key: "a SCHOOL#0990001N#2026#PUPIL#per_7k2mq4x9d0abc", rru: 9, wru: 151 }]);
    const [peak, ...others] = map.peaks();
    expect(peak).toMatchObject({ second: 2, rru: 9, wru: 301 });
    expect(others).toEqual([]);
    expect(shareOf(peak ?? { rru: 0, wru: 0 })).toBeGreaterThan(1);
    expect(patternOf(peak?.key ?? "")).toBe("a SCHOOL#…#<year>#PUPIL#…");
  });
});

describe("a lycée of 2,000 at the bell", () => {
  const IN_A_MINUTE = { day: "2026-11-23", withinSeconds: 60 };
  const AT_ONCE = { day: "2026-11-30", withinSeconds: 10, seconds: 30 };
  let mornings: readonly Heat[];

  beforeAll(async () => {
    const breaches = plantedBreaches(AT_ONCE.withinSeconds, randomFrom(1));
    mornings = await replayMornings([IN_A_MINUTE, { ...AT_ONCE, ...breaches }]);
  }, 600_000);

  it("takes of no key more than three tenths of what a partition grants", () => {
    const [{ peaks = [], total = { wru: 0 }, mailsAndSms = 0 } = {}] = mornings;
    expect(peaks.filter((peak) => shareOf(peak) > 1)).toEqual([]);
    // The replay means something only if the rolls were called, and families told.
    expect(total.wru).toBeGreaterThan(75 * 8);
    expect(peaks.some(({ key }) => key.startsWith("notices"))).toBe(true);
    expect(mailsAndSms).toBeGreaterThan(75);
  });

  it("would be seen to take more, if one counter or one board were the whole school's", () => {
    const over = mornings[1]?.peaks.filter((peak) => shareOf(peak) > 1).map(({ key }) => key);
    expect(over?.sort()).toEqual(["planted SCHOOL#BOARD", "planted SCHOOL#COUNTER"]);
  });
});
