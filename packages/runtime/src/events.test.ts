import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { marshall } from "@aws-sdk/util-dynamodb";
import { domainEvent } from "@preau/contract";
import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { consume, on } from "./consume.ts";
import { outgoing, publish } from "./publish.ts";

const bellRang = domainEvent({
  name: "bell-rang.v1",
  owner: "bells",
  schema: z.object({ rings: z.int() }),
  example: { rings: 1 },
});

const queue = (...details: readonly unknown[]): SQSEvent => ({
  Records: details.map((detail, index) => ({
    messageId: `message-${index}`,
    body: JSON.stringify({ "detail-type": bellRang.name, detail }),
  })) as SQSEvent["Records"],
});

describe("a consumer", () => {
  const heard: number[] = [];
  const handler = consume(
    [on(bellRang, async ({ rings }) => void heard.push(10 / (rings === 13 ? fail() : rings)))],
    () => ({}),
  );
  const fail = (): never => {
    throw new Error("unlucky");
  };

  it("handles the others when one fails, and returns only that one to the queue", async () => {
    const { batchItemFailures } = await handler(queue({ rings: 1 }, { rings: 13 }, { rings: 2 }));
    expect(batchItemFailures).toEqual([{ itemIdentifier: "message-1" }]);
    expect(heard).toEqual([10, 5]);
  });

  it("does not act on what is not the event it expects", async () => {
    const { batchItemFailures } = await handler(queue({ rings: "many" }));
    expect(batchItemFailures).toHaveLength(1);
  });
});

describe("a publisher", () => {
  const bus = mockClient(EventBridgeClient);
  beforeEach(() => bus.reset());
  process.env.BUS_NAME = "test";
  const handler = publish("bells", (changes) =>
    changes.map(({ after }) => outgoing(bellRang, { rings: Number(after?.rings) })),
  );
  const stream = (count: number): DynamoDBStreamEvent => ({
    Records: Array.from({ length: count }, (_, rings) => ({
      eventName: "INSERT",
      dynamodb: { SequenceNumber: String(100 + rings), NewImage: marshall({ _et: "bell", rings }) as never },
    })),
  });

  it("sends what was committed, ten entries a call, in order", async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
    expect(await handler(stream(12))).toEqual({ batchItemFailures: [] });
    const sizes = bus.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries?.length);
    expect(sizes).toEqual([10, 2]);
    expect(bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries?.[3]).toMatchObject({
      DetailType: "bell-rang.v1",
      Source: "preau.bells",
      Detail: '{"rings":3}',
    });
  });

  // The engine never refuses an entry: only a stand-in can.
  it("has the whole batch tried again when the bus refuses an entry: doubled rather than lost", async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1 });
    expect(await handler(stream(3))).toEqual({ batchItemFailures: [{ itemIdentifier: "100" }] });
  });
});
