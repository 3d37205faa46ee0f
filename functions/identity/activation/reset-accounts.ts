import { type Account, everyAccountOf } from "../account.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Logins } from "../store/logins.ts";

export interface ResetDeps {
  readonly accounts: Pick<Accounts, "signOut">;
  readonly logins: Pick<Logins, "withdrawPassword">;
  /** Epoch seconds, real time. */
  epoch(): number;
}

/** Accounts under way at once. */
const AT_ONCE = 10;

const resetOne = async (account: Account, deps: ResetDeps): Promise<void> => {
  const logins = everyAccountOf(account).flatMap(({ login }) => login ?? []);
  await Promise.all(logins.map((login) => deps.logins.withdrawPassword(login)));
  await deps.accounts.signOut(account.accountId, deps.epoch());
};

/**
 * Withdraws the passwords of accounts, under every login that leads to them, and ends all their sign-ins: nobody enters any more
 * without a code. Repeating it changes nothing but the instant. Costs 2 WRU an account.
 */
export const resetAccounts = async (accounts: readonly Account[], deps: ResetDeps): Promise<void> => {
  for (let start = 0; start < accounts.length; start += AT_ONCE)
    await Promise.all(accounts.slice(start, start + AT_ONCE).map((account) => resetOne(account, deps)));
};
