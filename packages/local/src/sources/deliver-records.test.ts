import { describe, expect, it } from "vitest";
import type { EventSourceModel } from "../assembly/event-sources.ts";
import { type Delivery, deliverRecords } from "./deliver-records.ts";
import type { StreamRecord } from "./stream-record.ts";

describe("a batch of stream records", () => {
  it("that the function accepts is delivered once", async () => {
    const { calls, lost } = await deliver([1, 2, 3], {}, () => "ok");
    expect({ calls, lost }).toEqual({ calls: [[1, 2, 3]], lost: [] });
  });

  it("that fails is retried whole, then given up", async () => {
    const { calls, lost } = await deliver([1, 2], { maximumRetries: 2 }, () => "fail");
    expect(calls).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(lost).toEqual([["RetryAttemptsExhausted", 3, 1, 2]]);
  });

  it("is retried three times where AWS would retry for a day", async () => {
    const { calls } = await deliver([1], { maximumRetries: -1 }, () => "fail");
    expect(calls).toHaveLength(4);
  });

  it("that holds one poison record loses that one only, when it is halved on error", async () => {
    const accepted: number[] = [];
    const { lost } = await deliver([1, 2, 3, 4, 5], { bisect: true, maximumRetries: 1 }, (batch) => {
      if (batch.includes(4)) return "fail";
      accepted.push(...batch);
      return "ok";
    });
    expect(accepted).toEqual([1, 2, 3, 5]);
    expect(lost).toEqual([["RetryAttemptsExhausted", 2, 4]]);
  });

  it("resumes at the lowest failure that the function reports", async () => {
    const { calls, lost } = await deliver([1, 2, 3, 4], { reportsItemFailures: true }, (_batch, call) =>
      call === 1 ? [4, 3] : "ok",
    );
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
    expect(lost).toEqual([]);
  });

  it("is not cut short by a report that nobody asked for", async () => {
    const { calls } = await deliver([1, 2], { reportsItemFailures: false }, () => [2]);
    expect(calls).toEqual([[1, 2]]);
  });

  it("is retried whole when the report names an unknown record", async () => {
    const { calls } = await deliver([1, 2], { reportsItemFailures: true, maximumRetries: 1 }, (_batch, call) =>
      call === 1 ? [9] : "ok",
    );
    expect(calls).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it("leaves out records that are too old, and says so", async () => {
    const { calls, lost } = await deliver([1, 2], { maximumAgeMs: 60_000 }, () => "ok", { 1: 3_600 });
    expect(calls).toEqual([[2]]);
    expect(lost).toEqual([["RecordAgeExceeded", 0, 1]]);
  });

  it("is cut where it would not fit in one invocation", async () => {
    const { calls } = await deliver([1, 2, 3], {}, () => "ok", {}, "x".repeat(2_500_000));
    expect(calls).toEqual([[1, 2], [3]]);
  });
});

type Answer = "ok" | "fail" | number[];

/** Delivers records numbered as given; `ages` are in seconds. */
async function deliver(
  numbers: number[],
  settings: Partial<EventSourceModel>,
  answer: (batch: number[], call: number) => Answer,
  ages: Record<number, number> = {},
  text = "",
) {
  const calls: number[][] = [];
  const lost: unknown[][] = [];
  const numberOf = ({ dynamodb }: StreamRecord) => Number(dynamodb.SequenceNumber);
  const delivery: Delivery = {
    source: { ...defaults, ...settings },
    invoke: async (payload) => {
      const batch = (JSON.parse(payload) as { Records: StreamRecord[] }).Records.map(numberOf);
      calls.push(batch);
      const said = answer(batch, calls.length);
      const failures = Array.isArray(said) ? said.map((number) => ({ itemIdentifier: String(number) })) : [];
      return { failed: said === "fail", payload: JSON.stringify({ batchItemFailures: failures }) };
    },
    discard: async (records, reason, attempts) => {
      lost.push([reason, attempts, ...records.map(numberOf)]);
    },
    pause: async () => {},
  };
  const records = numbers.map((number) => record(number, ages[number] ?? 0, text));
  await deliverRecords(records, delivery);
  return { calls, lost };
}

function record(number: number, ageSeconds: number, text: string): StreamRecord {
  return {
    eventName: "INSERT",
    eventID: String(number),
    awsRegion: "eu-west-3",
    eventSourceARN: "arn",
    dynamodb: {
      Keys: { pk: { S: String(number) } },
      NewImage: { text: { S: text } },
      SequenceNumber: String(number),
      ApproximateCreationDateTime: Date.now() / 1_000 - ageSeconds,
    },
  };
}

const defaults: EventSourceModel = {
  id: "source",
  functionName: "publisher",
  sourceArn: "arn",
  kind: "stream",
  source: "absences",
  batchSize: 10,
  windowMs: 0,
  bisect: false,
  maximumRetries: 3,
  maximumAgeMs: Number.POSITIVE_INFINITY,
  reportsItemFailures: false,
  filters: [],
  concurrency: 1,
  fromLatest: false,
};
