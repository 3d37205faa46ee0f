import { describe, expect, it } from "vitest";
import { createCeilings } from "./ceilings.ts";
import { type Input, type Keys, readCall } from "./dynamodb-call.ts";
import { spentBy } from "./dynamodb-spent.ts";
import { createTableCeiling } from "./table-ceiling.ts";

const keys: ReadonlyMap<string, Keys> = new Map([["marks", { table: "pk", indexes: new Map([["gsi1", "gsi1pk"]]) }]]);

const units = { partition: { readUnits: 30, writeUnits: 10 }, table: { readUnits: 100, writeUnits: 100, peakMs: 1e6 } };

describe("the partitions of a table", () => {
  it("take their units each second, and pay back what they took too much", () => {
    const clock = { ms: 0 };
    const ceilings = createCeilings(units, () => clock.ms);
    const touch = { table: "marks", key: "6A", units: 1 };
    ceilings.spend("write", [{ ...touch, units: 25 }]);
    expect(ceilings.refusalOf("write", [touch])).toEqual({
      table: "marks",
      reason: "TableWriteKeyRangeThroughputExceeded",
      resource: "arn:aws:dynamodb:eu-west-3:000000000000:table/marks",
    });
    expect(ceilings.refusalOf("write", [{ ...touch, key: "6B" }])).toBeUndefined();
    expect(ceilings.refusalOf("read", [touch])).toBeUndefined();
    clock.ms = 1_400;
    expect(ceilings.refusalOf("write", [touch])).toBeDefined();
    clock.ms = 1_600;
    expect(ceilings.refusalOf("write", [touch])).toBeUndefined();
  });

  it("of an index refuse the writes of its table", () => {
    const ceilings = createCeilings(units, () => 0);
    const write = call("PutItem", { TableName: "marks", Item: { pk: { S: "6A" }, gsi1pk: { S: "absent" } } });
    ceilings.spend("write", spentBy(write, 200, answer({ table: 1, gsi1: 11 })));
    const other = call("PutItem", { TableName: "marks", Item: { pk: { S: "6B" }, gsi1pk: { S: "absent" } } });
    expect(ceilings.refusalOf("write", other.touches)?.reason).toBe("IndexWriteKeyRangeThroughputExceeded");
  });
});

describe("a table on demand", () => {
  it("takes twice what it took half an hour ago, not twice what it takes now", () => {
    const clock = { ms: 0 };
    const table = createTableCeiling({ atFirst: 100, peakMs: 10_000 }, () => clock.ms);
    const most = () => {
      let taken = 0;
      for (; table.has(); taken += 10) table.spend(10);
      return taken;
    };
    expect(most()).toBe(100);
    for (let second = 1; second <= 10; second++) {
      clock.ms = second * 1_000;
      expect(most()).toBe(100);
    }
    clock.ms = 11_000;
    table.has();
    clock.ms = 12_000;
    expect(most()).toBe(200);
  });
});

describe("what a call takes", () => {
  it("is told by the engine, by table and index", () => {
    const write = call("UpdateItem", {
      TableName: "marks",
      Key: { pk: { S: "6A" } },
      UpdateExpression: "SET #p = :p",
      ExpressionAttributeNames: { "#p": "gsi1pk" },
      ExpressionAttributeValues: { ":p": { S: "late" } },
    });
    expect(spentBy(write, 200, answer({ table: 2, gsi1: 3 }))).toEqual([
      { table: "marks", key: "6A", units: 2 },
      { table: "marks", index: "gsi1", key: "late", units: 3 },
    ]);
  });

  it("by a query is of the key that it names, on the index that it names", () => {
    const query = call("Query", {
      TableName: "marks",
      IndexName: "gsi1",
      KeyConditionExpression: "#k = :k AND begins_with(#s, :s)",
      ExpressionAttributeNames: { "#k": "gsi1pk", "#s": "gsi1sk" },
      ExpressionAttributeValues: { ":k": { S: "absent" }, ":s": { S: "2026" } },
    });
    const text =
      '{"Items":[{"pk":{"S":"\\"ConsumedCapacity\\":{"}}],"ConsumedCapacity":{"TableName":"marks","CapacityUnits":4.5}}';
    expect(spentBy(query, 200, text)).toEqual([{ table: "marks", index: "gsi1", key: "absent", units: 4.5 }]);
  });

  it("in a transaction is shared by the sizes of its items", () => {
    const long = { S: "x".repeat(2_500) };
    const transaction = call("TransactWriteItems", {
      TransactItems: [
        { Put: { TableName: "marks", Item: { pk: { S: "6A" }, long } } },
        { Update: { TableName: "marks", Key: { pk: { S: "6B" } } } },
      ],
    });
    const taken = spentBy(transaction, 200, answer({ table: 8 }, true));
    expect(taken.map((one) => [one.key, one.units])).toEqual([
      ["6A", 6],
      ["6B", 2],
    ]);
  });

  it("when its condition refuses it is what it would have been; a read that fails takes nothing", () => {
    const write = call("DeleteItem", { TableName: "marks", Key: { pk: { S: "6A" } } });
    expect(spentBy(write, 400, '{"__type":"#ConditionalCheckFailedException"}')).toEqual(write.touches);
    expect(spentBy(call("GetItem", { TableName: "marks", Key: { pk: { S: "6A" } } }), 400, "{}")).toEqual([]);
  });
});

function call(action: string, input: Input) {
  const read = readCall(action, input, keys);
  if (read === undefined) throw new Error(`${action} touches nothing`);
  return read;
}

function answer({ table, gsi1 }: { table: number; gsi1?: number }, list = false): string {
  const consumed = {
    TableName: "marks",
    CapacityUnits: table + (gsi1 ?? 0),
    Table: { CapacityUnits: table },
    ...(gsi1 !== undefined && { GlobalSecondaryIndexes: { gsi1: { CapacityUnits: gsi1 } } }),
  };
  return JSON.stringify({ ConsumedCapacity: list ? [consumed] : consumed });
}
