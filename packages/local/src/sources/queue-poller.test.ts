import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { EventSourceModel } from "../assembly/event-sources.ts";
import { awsCall } from "../engines/aws-call.ts";
import { type QueuesAndObjects, startQueuesAndObjects } from "../engines/queues-and-objects.ts";
import type { PollerDeps } from "./poller.ts";
import { startQueuePoller } from "./queue-poller.ts";
import { createSend, queueUrl } from "./send-message.ts";

let engine: QueuesAndObjects;
let queue: string;
let count = 0;

beforeAll(async () => {
  engine = await startQueuesAndObjects({});
});
beforeEach(async () => {
  queue = `notices${++count}`;
  await awsCall(engine.endpoint, "AmazonSQS.CreateQueue", { QueueName: queue, Attributes: { VisibilityTimeout: "1" } });
});
afterAll(() => engine.stop());

it("gives messages in the shape of a Lambda event, and deletes them once accepted", async () => {
  await send("bonjour", { RULE: "r" });
  const records: unknown[] = [];
  await serve({}, (event) => records.push(...event.Records));
  expect(records).toEqual([
    {
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: "bonjour",
      attributes: expect.objectContaining({ ApproximateReceiveCount: "1", SentTimestamp: expect.any(String) }),
      messageAttributes: { RULE: { dataType: "String", stringValue: "r" } },
      md5OfBody: expect.any(String),
      eventSource: "aws:sqs",
      eventSourceARN: arn(),
      awsRegion: "eu-west-3",
    },
  ]);
});

it("never runs more batches at a time than allowed", async () => {
  for (let index = 0; index < 8; index++) await send(String(index));
  // Two batches meet before either ends; a third that came meanwhile would be counted.
  let running = 0;
  let most = 0;
  let meet = Promise.withResolvers<void>();
  await serve({ batchSize: 1, concurrency: 2 }, async () => {
    most = Math.max(most, ++running);
    const { promise, resolve } = meet;
    if (running === 2) {
      meet = Promise.withResolvers();
      await receiveNothing();
      resolve();
    }
    await promise;
    running--;
  });
  expect(most).toBe(2);
});

it("gathers a batch larger than one reception within its window", async () => {
  for (let index = 0; index < 25; index++) await send(String(index));
  const sizes: number[] = [];
  await serve({ batchSize: 25, windowMs: 1_000 }, (event) => sizes.push(event.Records.length));
  expect(sizes).toEqual([25]);
});

it("brings back a message whose batch failed, after its visibility timeout", async () => {
  await send("x");
  let calls = 0;
  await serve({}, () => {
    if (++calls === 1) throw new Error("failed");
  });
  expect(calls).toBe(2);
});

it("deletes unseen the messages that its filter does not want", async () => {
  await send('{"detail":{"kind":"late"}}');
  await send('{"detail":{"kind":"absent"}}');
  const bodies: string[] = [];
  await serve({ filters: [{ body: { detail: { kind: ["absent"] } } }] }, (event) =>
    bodies.push(...event.Records.map(({ body }) => body)),
  );
  expect(bodies).toEqual(['{"detail":{"kind":"absent"}}']);
});

/** Time for a poller to come back with one more message, if it were to. */
async function receiveNothing(): Promise<void> {
  const QueueUrl = queueUrl(engine.endpoint, arn());
  for (let round = 0; round < 3; round++) await awsCall(engine.endpoint, "AmazonSQS.GetQueueAttributes", { QueueUrl });
}

interface SqsEvent {
  Records: { body: string }[];
}

/** Serves the queue until it is empty; a handler that throws fails its batch. */
it("is at rest although something was left for later", async () => {
  await awsCall(engine.endpoint, "AmazonSQS.SendMessage", {
    QueueUrl: queueUrl(engine.endpoint, arn()),
    MessageBody: "in a quarter of an hour",
    DelaySeconds: 900,
  });
  let served = 0;
  await serve({}, () => served++);
  expect(served).toBe(0);
});

async function serve(settings: Partial<EventSourceModel>, handle: (event: SqsEvent) => unknown): Promise<void> {
  const deps: PollerDeps = {
    endpoints: { dynamodb: "", sqs: engine.endpoint },
    dataDir: "",
    send: async () => {},
    onLine: () => {},
    invoke: async (_name, payload) => {
      try {
        await handle(JSON.parse(payload));
        return { failed: false, payload: "null" };
      } catch {
        return { failed: true, payload: "{}" };
      }
    },
  };
  const poller = startQueuePoller({ ...source, sourceArn: arn(), source: queue, ...settings }, deps);
  await poller.drained();
  await poller.stop();
}

function arn(): string {
  return `arn:aws:sqs:eu-west-3:000000000000:${queue}`;
}

function send(body: string, attributes = {}): Promise<void> {
  return createSend(engine.endpoint)(arn(), body, attributes);
}

const source: EventSourceModel = {
  id: "source",
  functionName: "consumer",
  sourceArn: "",
  kind: "queue",
  source: "",
  batchSize: 10,
  windowMs: 0,
  bisect: false,
  maximumRetries: -1,
  maximumAgeMs: Number.POSITIVE_INFINITY,
  reportsItemFailures: false,
  filters: [],
  concurrency: 5,
  fromLatest: false,
};
