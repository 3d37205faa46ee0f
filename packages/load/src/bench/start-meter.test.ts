import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMeter } from "./start-meter.ts";

const asked: unknown[] = [];
const engine = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  asked.push(JSON.parse(Buffer.concat(chunks).toString()));
  const each = { CapacityUnits: 1.5 };
  const many = String(request.headers["x-amz-target"]).includes("Batch");
  response.end(JSON.stringify({ Item: "42", ConsumedCapacity: many ? [each, each] : each }));
});
let meter: Awaited<ReturnType<typeof startMeter>>;

beforeAll(async () => {
  await new Promise<void>((listening) => engine.listen(0, "127.0.0.1", listening));
  meter = await startMeter(`http://127.0.0.1:${(engine.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await meter.stop();
  engine.close();
});

const call = async (action: string): Promise<unknown> => {
  const headers = { "x-amz-target": `DynamoDB_20120810.${action}` };
  const reply = await fetch(meter.endpoint, { method: "POST", headers, body: JSON.stringify({ TableName: "t" }) });
  return reply.json();
};

describe("the meter between a function and its table", () => {
  it("passes questions and answers on, and asks what they cost", async () => {
    expect(await call("GetItem")).toMatchObject({ Item: "42" });
    expect(asked.at(-1)).toEqual({ TableName: "t", ReturnConsumedCapacity: "TOTAL" });
  });

  it("tells read units from write units, and begins anew once read", async () => {
    meter.read();
    await call("Query");
    await call("BatchWriteItem");
    expect(meter.read()).toMatchObject({ calls: 2, rru: 1.5, wru: 3 });
    expect(meter.read()).toEqual({ calls: 0, roundTrips: 0, rru: 0, wru: 0 });
  });

  it("counts calls that wait for one another, not those that leave together", async () => {
    await Promise.all(["GetItem", "Query", "Query"].map(call));
    await call("TransactWriteItems");
    expect(meter.read()).toMatchObject({ calls: 4, roundTrips: 2 });
  });
});
