import { problem } from "@preau/contract";
import { mayMerge } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { log } from "@preau/runtime/logger";
import { LostRace } from "@preau/store";
import { type Account, nameOf, rightsOf } from "../account.ts";
import { type CheckCodeDeps, checkCode } from "../activation/check-code.ts";
import { checkPassword } from "../check-password.ts";
import type { identityContract } from "../contract.ts";
import { typedLogin } from "../login.ts";
import type { Accounts } from "../store/accounts.ts";
import type { KeptMerge, Merges } from "../store/merges.ts";
import { shownMerge } from "./shown-merge.ts";

type Routes = typeof identityContract.routes;

export interface MergeDeps extends Omit<CheckCodeDeps, "now"> {
  readonly accounts: Pick<Accounts, "find" | "signOut">;
  readonly merges: Pick<Merges, "join" | "list">;
  /** Epoch seconds, real time. */
  epoch(): number;
  newId(prefix: string): string;
}

/** The other account, proved by its password or by a code; tries count as they do at the door. */
const prove = async (
  caller: string,
  { login: typed, password, code }: { login: string; password?: string | undefined; code?: string | undefined },
  deps: MergeDeps,
): Promise<{ readonly login: string; readonly account: Account }> => {
  const login = typedLogin(typed);
  const checks = { ...deps, now: deps.epoch };
  const checked =
    password === undefined
      ? await checkCode({ login, typed: code ?? "", deviceId: caller }, checks)
      : await checkPassword({ login, password, deviceId: caller }, checks);
  if ("account" in checked) return { login, account: checked.account };
  throw problem(checked.status === 429 ? "merge-try-later" : "merge-not-proved");
};

/**
 * Joins another account of the caller's to this one. Its schools, children and login now belong here, its own sign-ins end; what its
 * schools say later lands here too. A code stays good: it proves, it does not open.
 */
export const mergeAccounts: Operation<Routes["mergeAccounts"], MergeDeps> = async ({ principal, body }, deps) => {
  const { login, account: other } = await prove(principal.accountId, body, deps);
  const account = await deps.accounts.find(principal.accountId);
  if (account === undefined) throw problem("merge-not-allowed");
  const joined = (await deps.merges.list(account.accountId)).find(
    (one) => one.undoneAt === undefined && one.login === login,
  );
  if (joined !== undefined) return { status: 200, body: shownMerge(joined) };
  if (other.accountId === account.accountId || !mayMerge(rightsOf(account).memberships, rightsOf(other).memberships))
    throw problem("merge-not-allowed");
  const { givenName, familyName } = nameOf(other);
  const merge: KeptMerge = {
    mergeId: deps.newId("mrg"),
    other: other.accountId,
    login,
    name: `${givenName} ${familyName}`.trim(),
    at: deps.epoch(),
  };
  try {
    await deps.merges.join(account.accountId, merge);
  } catch (error) {
    throw error instanceof LostRace ? problem("merge-not-allowed") : error;
  }
  await deps.accounts.signOut(other.accountId, merge.at);
  log("info", "accounts-merged", { accountId: account.accountId });
  return { status: 200, body: shownMerge(merge) };
};
