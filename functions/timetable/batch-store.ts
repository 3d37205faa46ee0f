import { problem } from "@preau/contract";
import { type BatchGetCommand, execute } from "dynamodb-toolbox/table/actions/batchGet";

/** DynamoDB reads at most a hundred keys a call. */
const KEYS_PER_CALL = 100;
const ATTEMPTS = 3;

/** Reads many items by key, a hundred at a time, in their order without the absent; what DynamoDB keeps refusing is a 503. */
export const getAll = async <Key, Found>(
  keys: readonly Key[],
  commandFor: (some: readonly Key[]) => BatchGetCommand,
): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_CALL) {
    const command = commandFor(keys.slice(start, start + KEYS_PER_CALL));
    const { Responses, UnprocessedKeys = {} } = await execute({ maxAttempts: ATTEMPTS }, command);
    if (Object.keys(UnprocessedKeys).length > 0) throw problem("temporarily-unavailable");
    found.push(...((Responses[0] ?? []) as (Found | undefined)[]).filter((item) => item !== undefined));
  }
  return found;
};
