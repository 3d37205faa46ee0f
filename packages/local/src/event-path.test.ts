import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type School, startSchool } from "./fixture/start-school.ts";

const sdk = { region: "eu-west-3", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
let school: School;
beforeAll(async () => {
  school = await startSchool({ ttlSweepMs: 50 });
});
beforeEach(() => school.forget());
afterAll(() => school.stop());

describe("an absence", { timeout: 20_000 }, () => {
  it("goes from the gateway's function to the consumer of its event, through table, stream, bus and queue", async () => {
    await school.runtime().invoke("edge", put("lea", "absent"));
    await school.runtime().idle();
    expect(school.notes()).toEqual(["lea absent"]);
  });

  it("that is written again unchanged, that is deleted, or that no rule wants, tells nobody", async () => {
    await write("tom", "absent");
    await school.runtime().idle();
    await write("tom", "absent");
    await dynamodb().send(new DeleteItemCommand({ TableName: "absences", Key: { pk: { S: "tom" } } }));
    await write("zoe", "silent");
    await school.runtime().idle();
    expect(school.notes()).toEqual(["tom absent"]);
  });

  it("that its publisher cannot digest goes to the dead letters alone, all the others pass", async () => {
    for (const [pupil, kind] of [
      ["a", "1"],
      ["b", "2"],
      ["c", "poison"],
      ["d", "3"],
    ] as const)
      await write(pupil, kind);
    await school.runtime().idle();
    // The stream keeps its order (see stream-poller.test.ts); the queue behind the bus promises none.
    expect(school.notes().sort()).toEqual(["a 1", "b 2", "d 3"]);
    const letter = await lost();
    expect(letter).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted" },
      DDBStreamBatchInfo: {
        batchSize: 1,
        streamArn: "arn:aws:dynamodb:eu-west-3:000000000000:table/absences/stream/local",
      },
    });
  });

  it("that the consumer reports as failed comes back until the queue gives it up", async () => {
    await write("eva", "unreadable");
    await write("max", "late");
    await school.runtime().idle();
    expect(school.notes().filter((note) => note.startsWith("eva"))).toHaveLength(2);
    expect(school.notes().filter((note) => note.startsWith("max"))).toHaveLength(1);
    expect(await lost()).toMatchObject({ detail: { pupilId: "eva" } });
  });

  it("whose life is over is swept away", async () => {
    const ttl = { N: String(Math.floor(Date.now() / 1_000) - 1) };
    const future = { N: String(Math.floor(Date.now() / 1_000) + 1_000) };
    await dynamodb().send(
      new PutItemCommand({ TableName: "absences", Item: { pk: { S: "old" }, kind: { S: "silent" }, ttl } }),
    );
    await dynamodb().send(
      new PutItemCommand({ TableName: "absences", Item: { pk: { S: "new" }, kind: { S: "silent" }, ttl: future } }),
    );
    await expect.poll(() => read("old")).toBeUndefined();
    expect(await read("new")).toBeDefined();
  });
});

function put(pupilId: string, kind: string) {
  return { routeKey: "PUT /v1/absences/{pupilId}", pathParameters: { pupilId }, body: JSON.stringify({ kind }) };
}

function dynamodb(): DynamoDBClient {
  return new DynamoDBClient({ ...sdk, endpoint: school.runtime().endpoints.dynamodb });
}

async function write(pupil: string, kind: string): Promise<void> {
  await dynamodb().send(new PutItemCommand({ TableName: "absences", Item: { pk: { S: pupil }, kind: { S: kind } } }));
}

async function read(pupil: string): Promise<unknown> {
  return (await dynamodb().send(new GetItemCommand({ TableName: "absences", Key: { pk: { S: pupil } } }))).Item;
}

/** The next message of the dead-letter queue, parsed. */
async function lost(): Promise<unknown> {
  const QueueUrl = `${school.runtime().endpoints.sqs}/000000000000/lost`;
  const { Messages } = await new SQSClient({ ...sdk, endpoint: school.runtime().endpoints.sqs }).send(
    new ReceiveMessageCommand({ QueueUrl }),
  );
  return JSON.parse(Messages?.[0]?.Body ?? "null");
}
