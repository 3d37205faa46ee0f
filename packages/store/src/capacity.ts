import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** What an invocation took from DynamoDB: request units, calls, and the longest chain of calls that waited for one another. */
export interface Capacity {
  readonly rru: number;
  readonly wru: number;
  readonly calls: number;
  readonly roundTrips: number;
  /** Commands sent, by name: what least privilege is checked against. */
  readonly commands: Readonly<Record<string, number>>;
}

interface Consumed {
  readonly CapacityUnits?: number | undefined;
}

const READS = new Set(["GetItemCommand", "BatchGetItemCommand", "QueryCommand", "TransactGetItemsCommand"]);

let rru = 0;
let wru = 0;
let calls = 0;
let depth = 0;
let throttles = 0;
let commands: Record<string, number> = {};

/** Starts counting anew: once per invocation (a Lambda environment serves one at a time). */
export const resetCapacity = (): void => {
  rru = wru = calls = depth = 0;
  commands = {};
};

/** What was taken since the last reset. */
export const readCapacity = (): Capacity => ({ rru, wru, calls, roundTrips: depth, commands: { ...commands } });

/** Commands that the tables throttled since the environment began, their second attempt included. */
export const readThrottles = (): number => throttles;

const THROTTLED = /Throttl|ProvisionedThroughput|RequestLimit/;

/** Throttled as a whole, or for one write of a transaction. */
const isThrottled = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { CancellationReasons: reasons = [] } = error as { CancellationReasons?: readonly { Code?: string }[] };
  return [{ Code: error.name }, ...reasons].some(({ Code = "" }) => THROTTLED.test(Code));
};

const unitsOf = (consumed: Consumed | readonly Consumed[] | undefined): number =>
  [consumed ?? []].flat().reduce((sum: number, one) => sum + ((one as Consumed).CapacityUnits ?? 0), 0);

/** Makes every command of the client ask for its consumed capacity and count it. */
export const countCapacity = (client: DynamoDBClient): void => {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? "Command";
      const name = command.replace(/Command$/, "");
      calls += 1;
      commands[name] = (commands[name] ?? 0) + 1;
      // A call that starts after another one ended may depend on it: the chain grows. Calls in flight together do not lengthen it.
      const chain = depth + 1;
      const input = { ReturnConsumedCapacity: "TOTAL", ...(args.input as object) };
      try {
        const result = await next({ ...args, input: input as typeof args.input });
        const consumed = (result.output as { ConsumedCapacity?: Consumed | Consumed[] }).ConsumedCapacity;
        if (READS.has(command)) rru += unitsOf(consumed);
        else wru += unitsOf(consumed);
        return result;
      } catch (error) {
        if (isThrottled(error)) throttles += 1;
        throw error;
      } finally {
        depth = Math.max(depth, chain);
      }
    },
    { step: "initialize", name: "countCapacity", override: true },
  );
};
