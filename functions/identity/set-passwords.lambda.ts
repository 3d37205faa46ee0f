import { setPasswords } from "./set-passwords.ts";
import { openAccounts } from "./store/accounts.ts";
import { openLogins } from "./store/logins.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const deps = {
  logins: openLogins(table),
  accounts: openAccounts(table),
  now: () => Math.floor(Date.now() / 1000),
};

export const handler = (input: unknown) => setPasswords(input, deps);
