import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ThrottlingException,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createResources } from "../create-resources.ts";
import { type Dynamodb, startDynamodb } from "../engines/dynamodb.ts";
import { type Ceilings, createCeilings } from "./ceilings.ts";
import { keysOf } from "./dynamodb-call.ts";
import { createDynamodbGate } from "./dynamodb-gate.ts";
import { type DynamodbProxy, startDynamodbProxy } from "./dynamodb-proxy.ts";
import { createMeter } from "./meter.ts";

const table = {
  id: "Marks",
  name: "marks",
  definition: {
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" as const }],
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  },
};
const clock = { ms: 0 };
let ceilings: Ceilings;
let engine: Dynamodb;
let proxy: DynamodbProxy;
let client: DynamoDBClient;

beforeAll(async () => {
  engine = await startDynamodb();
  const model = { tables: [table], functions: [], eventSources: [], queues: [], buses: [], rules: [] };
  await createResources(
    { ...model, schedules: [], buckets: [], apis: [], alarms: [], outputs: {} },
    { dynamodb: engine.endpoint, s3: "", sqs: "" },
  );
  const meter = createMeter(() => clock.ms);
  const gate = createDynamodbGate({
    keys: keysOf([table]),
    meter,
    ceilings: () => ceilings,
    fault: () => undefined,
  });
  proxy = await startDynamodbProxy({ engine: engine.endpoint, gate });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new DynamoDBClient({ region: "eu-west-3", endpoint: proxy.endpoint, credentials, maxAttempts: 1 });
});
beforeEach(() => {
  const perSecond = { readUnits: 1, writeUnits: 1 };
  ceilings = createCeilings(
    { partition: perSecond, table: { readUnits: 1e3, writeUnits: 1e3, peakMs: 1e6 } },
    () => clock.ms,
  );
});
afterAll(async () => {
  client.destroy();
  await proxy.stop();
  await engine.stop();
});

describe("DynamoDB behind its ceilings, for its own client", () => {
  it("refuses a hot key with the exception and the reason that AWS gives", async () => {
    await write("6A");
    const refused = await write("6A").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ThrottlingException);
    expect(refused).toMatchObject({
      throttlingReasons: [
        {
          reason: "TableWriteKeyRangeThroughputExceeded",
          resource: "arn:aws:dynamodb:eu-west-3:000000000000:table/marks",
        },
      ],
    });
    clock.ms += 1_000;
    await write("6A");
  });

  it("does what it can of a batch, and gives the rest back", async () => {
    await write("6A");
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { marks: ["6A", "6B"].map((pk) => put(pk)) } }),
    );
    expect(UnprocessedItems).toEqual({ marks: [put("6A")] });
    const keys = ["6A", "6B"].map((pk) => ({ pk: { S: pk } }));
    for (let read = 0; read < 2; read++)
      await client.send(new GetItemCommand({ TableName: "marks", Key: { pk: { S: "6A" } } }));
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { marks: { Keys: keys } } }),
    );
    expect(Responses?.marks).toEqual([{ pk: { S: "6B" } }]);
    expect(UnprocessedKeys?.marks?.Keys).toEqual([{ pk: { S: "6A" } }]);
    const none = client.send(new BatchWriteItemCommand({ RequestItems: { marks: [put("6A")] } }));
    await expect(none).rejects.toBeInstanceOf(ThrottlingException);
  });

  it("cancels a transaction that touches a hot key, whole", async () => {
    await write("6C");
    const transaction = new TransactWriteItemsCommand({
      TransactItems: ["6C", "6D"].map((pk) => ({ Put: { TableName: "marks", Item: { pk: { S: pk } } } })),
    });
    const refused = await client.send(transaction).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TransactionCanceledException);
    const { Item } = await client.send(new GetItemCommand({ TableName: "marks", Key: { pk: { S: "6D" } } }));
    expect(Item).toBeUndefined();
  });

  it("carries large items whole, both ways", async () => {
    const text = "é".repeat(150_000);
    const Item = { pk: { S: "large" }, text: { S: text } };
    await client.send(new PutItemCommand({ TableName: "marks", Item }));
    const reply = await client.send(new GetItemCommand({ TableName: "marks", Key: { pk: { S: "large" } } }));
    expect(reply.Item?.text?.S).toBe(text);
  });
});

const put = (pk: string) => ({ PutRequest: { Item: { pk: { S: pk } } } });

function write(pk: string): Promise<unknown> {
  return client.send(new PutItemCommand({ TableName: "marks", Item: { pk: { S: pk } } }));
}
