import { problem } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import type { Operation } from "@preau/runtime";
import { log } from "@preau/runtime/logger";
import { commit } from "@preau/store";
import { belongsTo } from "../account.ts";
import { actorIn } from "../blocks/actor.ts";
import { timedId } from "../blocks/timed-id.ts";
import type { identityContract } from "../contract.ts";
import type { SignOutRecord } from "../sessions-contract.ts";
import type { AccessRecords } from "../store/access-records-store.ts";
import type { Accounts } from "../store/accounts.ts";

type Routes = typeof identityContract.routes;

export interface SignOutPersonDeps {
  readonly accounts: Pick<Accounts, "find" | "signOut">;
  readonly accessRecords: Pick<AccessRecords, "signOut" | "signOuts">;
  now(): Date;
  newId(prefix: string): string;
  /** Epoch seconds, real time. */
  epoch(): number;
}

/** Signs a person of the school out everywhere, first, then records it with the reply: a retry is recorded once. */
export const signOutPerson: Operation<Routes["signOutPerson"], SignOutPersonDeps> = async (call, deps) => {
  const { schoolId, personId } = call.params;
  const account = await deps.accounts.find(accountIdOf(personId));
  if (account === undefined || !belongsTo(account, schoolId, personId)) throw problem("not-found");
  await deps.accounts.signOut(account.accountId, deps.epoch());
  const now = deps.now();
  const by = actorIn(call.principal, schoolId);
  const body: SignOutRecord = {
    signOutId: timedId(deps.newId("out"), now),
    schoolId,
    personId,
    ...call.body,
    by,
    at: now.toISOString(),
  };
  const reply = { status: 200, body } as const;
  await commit(deps.accessRecords.signOut(body, now), call.remember(reply));
  log("info", "signed-out", { schoolId, accountId: account.accountId });
  return reply;
};

/** What a head is answerable for: whom the school signed out, and why. */
export const listSignOuts: Operation<Routes["listSignOuts"], SignOutPersonDeps> = async (
  { params, query },
  { accessRecords },
) => ({ status: 200, body: await accessRecords.signOuts(params.schoolId, query) });
