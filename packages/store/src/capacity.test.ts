import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { countCapacity, readThrottles } from "./capacity.ts";

/** Counts what a table's refusal adds to the throttles of this environment. */
const throttlesOf = async (error: Error): Promise<number> => {
  const client = new DynamoDBClient({ region: "eu-west-3", credentials: { accessKeyId: "x", secretAccessKey: "x" } });
  countCapacity(client);
  client.middlewareStack.add(
    () => async () => {
      throw error;
    },
    { step: "build" },
  );
  const before = readThrottles();
  await expect(client.send(new QueryCommand({ TableName: "bells" }))).rejects.toBe(error);
  return readThrottles() - before;
};

const named = (name: string, rest: object = {}) => Object.assign(new Error(name), { name, ...rest });
const cancelled = (...codes: string[]) =>
  named("TransactionCanceledException", { CancellationReasons: codes.map((Code) => ({ Code })) });

describe("throttling that an environment meets", () => {
  it.each([
    ["a table over its throughput", named("ProvisionedThroughputExceededException")],
    ["an account over its limit", named("RequestLimitExceeded")],
    ["a hot key", named("ThrottlingException")],
    ["one write of a transaction", cancelled("None", "ThrottlingError")],
  ])("is counted: %s", async (_, error) => expect(await throttlesOf(error)).toBe(1));

  it.each([
    ["a condition that failed", named("ConditionalCheckFailedException")],
    ["a lost race in a transaction", cancelled("ConditionalCheckFailed", "TransactionConflict")],
    ["a network that is cut", named("TimeoutError")],
  ])("is not: %s", async (_, error) => expect(await throttlesOf(error)).toBe(0));
});
