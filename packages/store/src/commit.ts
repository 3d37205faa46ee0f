import { execute } from "dynamodb-toolbox/entity/actions/transactWrite";
import { LostRace } from "./lost-race.ts";

/** One write of a transaction, as dynamodb-toolbox builds it. */
export type Write = Extract<Parameters<typeof execute>[number], { params: unknown }>;

interface Cancelled {
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const reasonsOf = (error: unknown): readonly (string | undefined)[] | undefined =>
  error instanceof Error && error.name === "TransactionCanceledException"
    ? ((error as Cancelled).CancellationReasons ?? []).map((reason) => reason.Code)
    : undefined;

/**
 * Writes all or nothing (at most 100 items, at twice the units of single writes).
 * A failed condition is a `LostRace` naming the positions; a conflict with another transaction is tried once more after a jittered wait.
 */
export const commit = async (...writes: readonly Write[]): Promise<void> => {
  try {
    await execute(...writes);
  } catch (error) {
    const reasons = reasonsOf(error);
    if (reasons === undefined) throw error;
    const lost = reasons.flatMap((code, position) => (code === "ConditionalCheckFailed" ? [position] : []));
    if (lost.length > 0) throw new LostRace(lost);
    if (!reasons.includes("TransactionConflict")) throw error;
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
    await commitOnce(writes);
  }
};

const commitOnce = async (writes: readonly Write[]): Promise<void> => {
  try {
    await execute(...writes);
  } catch (error) {
    if (reasonsOf(error) !== undefined) throw new LostRace(writes.map((_, position) => position));
    throw error;
  }
};
