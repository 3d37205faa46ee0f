import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { EventSourceModel } from "../assembly/event-sources.ts";
import { awsCall } from "../engines/aws-call.ts";
import { type Dynamodb, startDynamodb } from "../engines/dynamodb.ts";
import type { PollerDeps } from "./poller.ts";
import { startStreamPoller } from "./stream-poller.ts";
import type { StreamRecord } from "./stream-record.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-stream-test-"));
let engine: Dynamodb;
let table: string;
let count = 0;

beforeAll(async () => {
  engine = await startDynamodb();
});
beforeEach(async () => {
  table = `marks${++count}`;
  await dynamodb("CreateTable", {
    TableName: table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
});
afterAll(async () => {
  await engine.stop();
  rmSync(directory, { recursive: true, force: true });
});

it("resumes after what was served, when it is started again", async () => {
  await write("a", 1);
  expect(await serve({})).toEqual([["a1"]]);
  await write("a", 2);
  expect(await serve({})).toEqual([["a2"]]);
});

it("starting at the latest skips what was there before, and nothing written while it was stopped", async () => {
  await write("a", 1);
  expect(await serve({ fromLatest: true })).toEqual([]);
  await write("a", 2);
  expect(await serve({ fromLatest: true })).toEqual([["a2"]]);
});

it("asks nothing of a stream whose end has not moved, and hears of everything once it has", async () => {
  const batches: string[][] = [];
  let end = 0;
  const poller = await startStreamPoller(source({}), { ...deps(batches), streamEnds: { of: () => end } });
  await write("a", 1);
  end = 1;
  await poller.drained();
  await write("a", 2);
  await poller.drained();
  expect(batches).toEqual([["a1"]]);
  end = 2;
  await poller.drained();
  await poller.stop();
  expect(batches).toEqual([["a1"], ["a2"]]);
});

it("does not take for the end of a stream what is empty because an iterator was too old", async () => {
  await write("a", 1);
  const batches: string[][] = [];
  const between = await refusingOnce("GetRecords", "ExpiredIteratorException");
  const endpoints = { dynamodb: between.endpoint, sqs: "" };
  const poller = await startStreamPoller(source({}), { ...deps(batches), endpoints, streamEnds: { of: () => 1 } });
  await poller.drained();
  await poller.drained();
  await poller.stop();
  between.server.close();
  expect(between.refused()).toBe(1);
  expect(batches).toEqual([["a1"]]);
});

it("reads in the engine's file how far a stream has come", async () => {
  expect(engine.streamEnds?.of(table)).toBe(0);
  await write("a", 1);
  await write("b", 1);
  expect(engine.streamEnds?.of(table)).toBe(2);
});

it("gives at most a batch at a time, in order", async () => {
  for (const mark of [1, 2, 3, 4, 5]) await write("a", mark);
  expect(await serve({ batchSize: 2 })).toEqual([["a1", "a2"], ["a3", "a4"], ["a5"]]);
});

it("waits for its window to fill a batch", async () => {
  const batches: string[][] = [];
  const poller = await startStreamPoller(source({ windowMs: 300 }), deps(batches));
  await write("a", 1);
  await write("b", 1);
  await poller.drained();
  await poller.stop();
  expect(batches).toEqual([["a1", "b1"]]);
});

it("keeps the records of one item in order on several lanes", async () => {
  for (const mark of [1, 2, 3]) for (const pupil of ["a", "b", "c", "d"]) await write(pupil, mark);
  const batches = await serve({ concurrency: 4 });
  expect(batches.length).toBeGreaterThan(1);
  for (const pupil of ["a", "b", "c", "d"]) {
    expect(batches.flat().filter((mark) => mark.startsWith(pupil))).toEqual([`${pupil}1`, `${pupil}2`, `${pupil}3`]);
  }
});

it("passes over records that its filter does not want", async () => {
  await write("a", 1);
  await write("b", 2);
  const filters = [{ eventName: ["INSERT"], dynamodb: { NewImage: { mark: { N: ["2"] } } } }];
  expect(await serve({ filters })).toEqual([["b2"]]);
});

it("serves a batch again when its dead letter could not be kept", async () => {
  await write("a", 1);
  let attempts = 0;
  const lines: string[] = [];
  const failing: PollerDeps = {
    ...deps([]),
    invoke: async () => ({ failed: ++attempts === 1, payload: "{}" }),
    send: async () => Promise.reject(new Error("queue away")),
    onLine: (line) => lines.push(line),
  };
  const poller = await startStreamPoller(
    source({ maximumRetries: 0, onFailureQueueArn: "arn:aws:sqs:x:y:dead" }),
    failing,
  );
  await poller.drained();
  await poller.stop();
  expect(attempts).toBe(2);
  expect(lines.at(-1)).toContain("queue away");
});

/** Serves everything that is in the stream, then stops; gives the batches, each mark as `<pupil><mark>`. */
async function serve(settings: Partial<EventSourceModel>): Promise<string[][]> {
  const batches: string[][] = [];
  const poller = await startStreamPoller(source(settings), deps(batches));
  await poller.drained();
  await poller.stop();
  return batches;
}

/** Stands before the engine and refuses an action the first time: iterators of the engine last for longer than a test. */
async function refusingOnce(action: string, code: string) {
  let refused = 0;
  const server = createServer(async (asked, answer) => {
    const target = String(asked.headers["x-amz-target"]);
    if (refused === 0 && target.endsWith(`.${action}`)) {
      refused += 1;
      answer.writeHead(400).end(JSON.stringify({ __type: code, message: "too old" }));
      return;
    }
    const passed = ["x-amz-target", "x-amz-date", "content-type", "authorization"];
    const headers = Object.fromEntries(passed.map((name) => [name, String(asked.headers[name])]));
    const body = Buffer.concat(await Array.fromAsync(asked));
    const reply = await fetch(engine.endpoint, { method: "POST", headers, body });
    answer.writeHead(reply.status).end(await reply.text());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, server, refused: () => refused };
}

function deps(batches: string[][]): PollerDeps {
  return {
    endpoints: { dynamodb: engine.endpoint, sqs: "" },
    dataDir: directory,
    send: async () => {},
    onLine: () => {},
    invoke: async (_name, payload) => {
      const { Records }: { Records: StreamRecord[] } = JSON.parse(payload);
      batches.push(Records.map(({ dynamodb: { NewImage } }) => text(NewImage?.pk) + text(NewImage?.mark)));
      return { failed: false, payload: "{}" };
    },
  };
}

function source(settings: Partial<EventSourceModel>): EventSourceModel {
  return {
    id: `source-${table}`,
    functionName: "publisher",
    sourceArn: `arn:aws:dynamodb:eu-west-3:000000000000:table/${table}/stream/local`,
    kind: "stream",
    source: table,
    batchSize: 100,
    windowMs: 0,
    bisect: false,
    maximumRetries: 0,
    maximumAgeMs: Number.POSITIVE_INFINITY,
    reportsItemFailures: false,
    filters: [],
    concurrency: 1,
    fromLatest: false,
    ...settings,
  };
}

function write(pupil: string, mark: number): Promise<unknown> {
  return dynamodb("PutItem", { TableName: table, Item: { pk: { S: pupil }, mark: { N: String(mark) } } });
}

function dynamodb(action: string, input: object): Promise<unknown> {
  return awsCall(engine.endpoint, `DynamoDB_20120810.${action}`, input);
}

function text(attribute: unknown): string {
  return String(Object.values(attribute ?? {})[0]);
}
