import { execute } from "dynamodb-toolbox/entity/actions/transactWrite";
import { LostRace } from "./lost-race.ts";

/** One write of a transaction, as dynamodb-toolbox builds it. */
export type Write = Extract<Parameters<typeof execute>[number], { params: unknown }>;

/** DynamoDB takes at most a hundred writes in one transaction. */
export const WRITES_PER_TRANSACTION = 100;

interface Cancelled {
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const reasonsOf = (error: unknown): readonly (string | undefined)[] =>
  error instanceof Error && error.name === "TransactionCanceledException"
    ? ((error as Cancelled).CancellationReasons ?? []).map((reason) => reason.Code)
    : [];

const attempt = async (writes: readonly Write[]): Promise<void> => {
  try {
    await execute(...writes);
  } catch (error) {
    const lost = reasonsOf(error).flatMap((code, position) => (code === "ConditionalCheckFailed" ? [position] : []));
    throw lost.length > 0 ? new LostRace(lost) : error;
  }
};

/** Writes any number of items, a hundred at a time: all of a hundred or none of it. Throws as `commit` does; the hundreds before stay. */
export const commitInHundreds = async (writes: readonly Write[]): Promise<void> => {
  for (let start = 0; start < writes.length; start += WRITES_PER_TRANSACTION)
    await commit(...writes.slice(start, start + WRITES_PER_TRANSACTION));
};

/**
 * Writes all or nothing (at most 100 items, at twice the units of single writes).
 * A failed condition is a `LostRace` naming the positions. A conflict with another transaction is tried once more after a jittered
 * wait; met again it is thrown as DynamoDB says it, and answers 503: the caller's next try carries the same key.
 */
export const commit = async (...writes: readonly Write[]): Promise<void> => {
  try {
    await attempt(writes);
  } catch (error) {
    if (!reasonsOf(error).includes("TransactionConflict")) throw error;
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
    await attempt(writes);
  }
};
