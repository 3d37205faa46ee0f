import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeSchoolAssembly } from "./fixture/school-assembly.ts";
import { type LocalRuntime, startLocal } from "./start-local.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-local-test-"));
const notesFile = join(directory, "notes");
const assembly = writeSchoolAssembly(join(directory, "cdk.out"), { jwks: { keys: [] }, notesFile });
const dataDir = join(directory, "data");
const sdk = { region: "eu-west-3", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
let runtime: LocalRuntime;

beforeAll(async () => {
  runtime = await startLocal({ assembly, dataDir, clockOffsetMs: 3_600_000, ttlSweepMs: 50 });
});
beforeEach(() => writeFileSync(notesFile, ""));
afterAll(async () => {
  await runtime?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe("an absence", () => {
  it("goes from the gateway's function to the consumer of its event, through table, stream, bus and queue", async () => {
    await runtime.invoke("edge", put("lea", "absent"));
    await runtime.idle();
    expect(notes()).toEqual(["lea absent"]);
  });

  it("that is written again unchanged, that is deleted, or that no rule wants, tells nobody", async () => {
    await write("tom", "absent");
    await runtime.idle();
    await write("tom", "absent");
    await dynamodb().send(new DeleteItemCommand({ TableName: "absences", Key: { pk: { S: "tom" } } }));
    await write("zoe", "silent");
    await runtime.idle();
    expect(notes()).toEqual(["tom absent"]);
  });

  it("that its publisher cannot digest goes to the dead letters alone, the others pass in order", async () => {
    for (const [pupil, kind] of [
      ["a", "1"],
      ["b", "2"],
      ["c", "poison"],
      ["d", "3"],
    ] as const)
      await write(pupil, kind);
    await runtime.idle();
    expect(notes()).toEqual(["a 1", "b 2", "d 3"]);
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
    await runtime.idle();
    expect(notes().filter((note) => note.startsWith("eva"))).toHaveLength(2);
    expect(notes().filter((note) => note.startsWith("max"))).toHaveLength(1);
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

describe("the AWS APIs that functions call", () => {
  it("put events: a wrong entry is told, a right one reaches its queue", async () => {
    const events = new EventBridgeClient({ ...sdk, endpoint: runtime.endpoints.events });
    const entry = { Source: "preau.attendance", DetailType: "x.v1", EventBusName: "school-bus" };
    const reply = await events.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Detail: '{"pupilId":"ana","kind":"x"}' },
          { ...entry, Detail: "not json" },
          { ...entry, Detail: "{}", EventBusName: "nowhere" },
        ],
      }),
    );
    expect(reply.FailedEntryCount).toBe(2);
    expect(reply.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, "MalformedDetail", "InvalidArgument"]);
    await runtime.idle();
    expect(notes()).toEqual(["ana x"]);
    const tooMany = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => ({ ...entry, Detail: "{}" })) });
    await expect(events.send(tooMany)).rejects.toThrow("1 to 10 entries");
  });

  it("send to a queue by the URL that Ref gives", async () => {
    const body = JSON.stringify({ detail: { pupilId: "leo", kind: "direct" } });
    const QueueUrl = `${runtime.endpoints.sqs}/000000000000/notices`;
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    await runtime.idle();
    expect(notes()).toEqual(["leo direct"]);
  });

  it("keep an object", async () => {
    await fetch(`${runtime.endpoints.s3}/documents/a.txt`, { method: "PUT", body: "bonjour" });
    expect(await (await fetch(`${runtime.endpoints.s3}/documents/a.txt`)).text()).toBe("bonjour");
  });

  it("invoke a function, and tell its errors", async () => {
    const fine = await invokeApi("edge", { action: "pid" });
    expect([fine.status, fine.headers.get("x-amz-function-error")]).toEqual([200, null]);
    const failed = await invokeApi("edge", { action: "fail" });
    expect([failed.status, failed.headers.get("x-amz-function-error")]).toEqual([200, "Unhandled"]);
    expect(await failed.json()).toMatchObject({ errorType: "TypeError", errorMessage: "mauvaise note" });
    expect((await invokeApi("nobody", {})).status).toBe(404);
    const parallel = await Promise.all([1, 2, 3].map(() => invokeApi("edge", { action: "wait" })));
    expect(parallel.map(({ status }) => status).toSorted()).toEqual([200, 200, 429]);
  });

  it("invoke a function without waiting, again when it fails", async () => {
    const accepted = await invokeApi("edge", put("noa", "async"), { "x-amz-invocation-type": "Event" });
    expect(accepted.status).toBe(202);
    await runtime.idle();
    expect(notes()).toEqual(["noa async"]);
  });
});

describe("the runtime", () => {
  it("tells functions, tables, outputs and addresses", () => {
    expect(runtime.functions).toEqual(["issuer", "publisher", "consumer", "edge"]);
    expect(runtime.tables).toEqual({ Table: "absences" });
    expect([runtime.output("identity:IssuerUrl"), runtime.output("IssuerUrl")]).toEqual([
      runtime.identityUrl,
      runtime.identityUrl,
    ]);
    expect(() => runtime.output("nothing")).toThrow("nothing");
  });

  it("gives a function its variables and nothing of this machine", async () => {
    const variables: unknown = await runtime.invoke("edge", { action: "env" });
    expect(variables).toMatchObject({
      TABLE_NAME: "absences",
      AWS_REGION: "eu-west-3",
      AWS_LAMBDA_FUNCTION_NAME: "edge",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_ENDPOINT_URL_DYNAMODB: runtime.endpoints.dynamodb,
      AWS_ENDPOINT_URL_S3: runtime.endpoints.s3,
      AWS_ENDPOINT_URL_SQS: runtime.endpoints.sqs,
      AWS_ENDPOINT_URL_EVENTBRIDGE: runtime.endpoints.events,
      AWS_ENDPOINT_URL_LAMBDA: runtime.endpoints.lambda,
      PREAU_CLOCK_OFFSET_MS: "3600000",
      TZ: ":UTC",
    });
    for (const name of ["HOME", "VITEST", "USER", "NODE_OPTIONS"]) expect(variables).not.toHaveProperty(name);
  });

  it("refuses a data directory that another runtime uses", async () => {
    await expect(startLocal({ assembly, dataDir })).rejects.toThrow("Préau tourne déjà");
  });

  it("killed outright in the middle of its work, loses nothing that was acknowledged", async () => {
    const program = new URL("./fixture/run-and-write.ts", import.meta.url);
    const child = fork(program, [assembly, join(directory, "killed")], { stdio: "ignore" });
    const [acknowledged] = await once(child, "message");
    child.kill("SIGKILL");
    await once(child, "exit");
    const again = await startLocal({ assembly, dataDir: join(directory, "killed") });
    await again.idle();
    await again.stop();
    expect(new Set(notes())).toEqual(new Set(acknowledged));
  });

  it("stops at once, leaving its lock behind nowhere", async () => {
    await runtime.stop();
    await expect(fetch(runtime.edgeUrl)).rejects.toThrow();
    runtime = await startLocal({ assembly, dataDir });
    expect(await read("lea")).toBeDefined();
  });
});

function put(pupilId: string, kind: string) {
  return { routeKey: "PUT /v1/absences/{pupilId}", pathParameters: { pupilId }, body: JSON.stringify({ kind }) };
}

function dynamodb(): DynamoDBClient {
  return new DynamoDBClient({ ...sdk, endpoint: runtime.endpoints.dynamodb });
}

function sqs(): SQSClient {
  return new SQSClient({ ...sdk, endpoint: runtime.endpoints.sqs });
}

async function write(pupil: string, kind: string): Promise<void> {
  await dynamodb().send(new PutItemCommand({ TableName: "absences", Item: { pk: { S: pupil }, kind: { S: kind } } }));
}

async function read(pupil: string): Promise<unknown> {
  return (await dynamodb().send(new GetItemCommand({ TableName: "absences", Key: { pk: { S: pupil } } }))).Item;
}

/** The next message of the dead-letter queue, parsed. */
async function lost(): Promise<unknown> {
  const QueueUrl = `${runtime.endpoints.sqs}/000000000000/lost`;
  const { Messages } = await sqs().send(new ReceiveMessageCommand({ QueueUrl }));
  return JSON.parse(Messages?.[0]?.Body ?? "null");
}

function invokeApi(name: string, payload: object, headers = {}): Promise<Response> {
  const url = `${runtime.endpoints.lambda}/2015-03-31/functions/${name}/invocations`;
  return fetch(url, { method: "POST", headers, body: JSON.stringify(payload) });
}

function notes(): string[] {
  return readFileSync(notesFile, "utf8").split("\n").filter(Boolean);
}
