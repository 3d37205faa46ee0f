import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { log } from "@preau/runtime/logger";
import { LostRace } from "@preau/store";
import type { identityContract } from "../contract.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Merges } from "../store/merges.ts";
import { shownMerge, UNDO_SECONDS } from "./shown-merge.ts";

type Routes = typeof identityContract.routes;

interface Deps {
  readonly accounts: Pick<Accounts, "find">;
  readonly merges: Pick<Merges, "find" | "list" | "part">;
  /** Epoch seconds, real time. */
  epoch(): number;
}

const rootOf = async (accountId: string, { accounts }: Deps): Promise<string> =>
  (await accounts.find(accountId))?.accountId ?? accountId;

/** What was joined to the caller's account, the latest first. */
export const listMerges: Operation<Routes["listMerges"], Deps> = async ({ principal }, deps) => {
  const merges = await deps.merges.list(await rootOf(principal.accountId, deps));
  return { status: 200, body: { items: merges.toSorted((a, b) => b.at - a.at).map(shownMerge) } };
};

/** Takes two accounts apart: each has again exactly what its schools say of it. Undoing twice changes nothing. */
export const undoMerge: Operation<Routes["undoMerge"], Deps> = async ({ principal, params }, deps) => {
  const accountId = await rootOf(principal.accountId, deps);
  const merge = await deps.merges.find(accountId, params.mergeId);
  if (merge === undefined) throw problem("not-found");
  const now = deps.epoch();
  if (merge.undoneAt !== undefined) return { status: 200, body: shownMerge(merge) };
  if (now >= merge.at + UNDO_SECONDS) throw problem("merge-undo-too-late");
  try {
    await deps.merges.part(accountId, merge, now);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    // Somebody of the same account was quicker: what they did is what was asked.
  }
  log("info", "merge-undone", { accountId });
  return { status: 200, body: shownMerge({ ...merge, undoneAt: now }) };
};
