import { startQueuesAndObjects } from "@preau/local/engines/queues-and-objects";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { onWake, openLater } from "./later.ts";

const signing = { AWS_REGION: "eu-west-3", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
let engine: Awaited<ReturnType<typeof startQueuesAndObjects>>;
let queueUrl: string;

const environmentOf = (LATER_SEND_DUE: string) => ({
  ...signing,
  LATER_SEND_DUE,
  AWS_ENDPOINT_URL_SQS: engine.endpoint,
});

const ask = async (action: string, body: object): Promise<Record<string, unknown>> => {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` };
  const answer = await fetch(engine.endpoint, { method: "POST", headers, body: JSON.stringify(body) });
  return (await answer.json()) as Record<string, unknown>;
};

beforeAll(async () => {
  engine = await startQueuesAndObjects({});
  queueUrl = String((await ask("CreateQueue", { QueueName: "later" })).QueueUrl);
});
afterAll(() => engine.stop());

describe("what is left for later", () => {
  it("reaches the queue of the waking function, ten at a time", async () => {
    const later = openLater<{ number: number }>("sendDue", environmentOf(queueUrl));
    await later.leave(...Array.from({ length: 23 }, (_, number) => ({ what: { number }, seconds: 0 })));
    const received = new Set<number>();
    for (let round = 0; round < 10 && received.size < 23; round += 1) {
      const { Messages = [] } = await ask("ReceiveMessage", { QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
      for (const { Body } of Messages as { Body: string }[]) received.add(JSON.parse(Body).number);
    }
    expect([...received].sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, number) => number));
  });

  it("is held, a quarter of an hour at most", async () => {
    const later = openLater<{ number: number }>("sendDue", environmentOf(queueUrl));
    await later.leave({ what: { number: 1 }, seconds: 86_400 });
    const { Attributes } = await ask("GetQueueAttributes", { QueueUrl: queueUrl, AttributeNames: ["All"] });
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessagesDelayed: "1" });
  });

  it("is an error when the queue does not take it", async () => {
    const later = openLater<{ number: number }>("sendDue", environmentOf(`${queueUrl}-gone`));
    await expect(later.leave({ what: { number: 1 }, seconds: 0 })).rejects.toThrow("the queue answered");
  });
});

describe("a function that is woken", () => {
  it("sends back the messages that failed, and those alone", async () => {
    const seen: number[] = [];
    const handler = onWake(
      z.object({ number: z.int() }),
      async ({ number }) => {
        if (number === 2) throw new Error("not now");
        seen.push(number);
      },
      () => ({}),
    );
    const Records = [{ number: 1 }, { number: 2 }, { other: true }].map((what, index) => ({
      messageId: `m${index}`,
      body: JSON.stringify(what),
    }));
    const { batchItemFailures } = await handler({ Records } as SQSEvent);
    expect(seen).toEqual([1]);
    expect(batchItemFailures).toEqual([{ itemIdentifier: "m1" }, { itemIdentifier: "m2" }]);
  });
});
