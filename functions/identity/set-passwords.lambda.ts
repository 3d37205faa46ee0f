import { openSwitchboard } from "@preau/store/switchboard";
import { signOutAccount } from "./sessions/sign-out-account.ts";
import { setPasswords } from "./set-passwords.ts";
import { openAccounts } from "./store/accounts.ts";
import { openLogins } from "./store/logins.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const accounts = openAccounts(table);
const deps = {
  logins: openLogins(table),
  accounts: { ...accounts, signOut: signOutAccount(accounts, openSwitchboard(variable("SWITCHBOARD_TABLE"))) },
  now: () => Math.floor(Date.now() / 1000),
};

export const handler = (input: unknown) => setPasswords(input, deps);
