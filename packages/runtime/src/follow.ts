import { readCapacity, resetCapacity } from "@preau/store";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { type Change, changesOf } from "./change.ts";
import { errorFields, log } from "./logger.ts";

export type { Change };

/**
 * The handler of a function that follows the table it writes beside (an index, a list): it is given committed changes, those of one
 * item in order. A batch that fails is given again whole, so that what it writes must bear repetition.
 */
export const follow = <Deps>(
  handle: (changes: readonly Change[], deps: Deps) => Promise<void>,
  makeDeps: () => Deps,
) => {
  const deps = makeDeps();
  return async (stream: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    resetCapacity();
    try {
      await handle(changesOf(stream), deps);
    } catch (error) {
      log("error", "changes-not-followed", { count: stream.Records.length, ...errorFields(error) });
      return { batchItemFailures: [{ itemIdentifier: stream.Records[0]?.dynamodb?.SequenceNumber ?? "" }] };
    }
    const { rru, wru, commands } = readCapacity();
    log("info", "changes-followed", { count: stream.Records.length, rru, wru, commands });
    return { batchItemFailures: [] };
  };
};
