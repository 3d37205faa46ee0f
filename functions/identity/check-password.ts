import { type Account, standsSince } from "./account.ts";
import { countTry, tooMany } from "./count-try.ts";
import { verifyPassword } from "./password.ts";
import type { Accounts } from "./store/accounts.ts";
import type { AttemptCounters } from "./store/attempts.ts";
import type { Logins } from "./store/logins.ts";

export interface CheckDeps {
  readonly logins: Pick<Logins, "find">;
  readonly accounts: Pick<Accounts, "find">;
  readonly attempts: AttemptCounters;
  /** Epoch seconds, real time. */
  now(): number;
}

/** A login and a password as typed, and the browser they were typed in. */
export interface Typed {
  readonly login: string;
  readonly password: string;
  readonly deviceId: string;
}

/** The account, or in French why not. `seconds`: how long to wait. */
export type Checked =
  | { readonly account: Account }
  | { readonly status: 401 | 403 | 429; readonly error: string; readonly seconds?: number };

const WRONG = {
  status: 401,
  error: "Identifiant ou mot de passe incorrect. Vérifiez les majuscules et réessayez.",
} as const;

const NO_SCHOOL = {
  status: 403,
  error: "Votre compte n’est plus rattaché à un établissement. Adressez-vous au secrétariat.",
} as const;

/**
 * Checks a login and a password. An unknown login, an account without a password and a wrong password take the same reads,
 * the same hashing, the same writes, and get the same answer.
 */
export const checkPassword = async ({ login, password, deviceId }: Typed, deps: CheckDeps): Promise<Checked> => {
  if (login === "" || password === "") return WRONG;
  const [found, counted] = await Promise.all([deps.logins.find(login), countTry(login, deviceId, deps)]);
  if ("seconds" in counted) return { status: 429, error: tooMany(counted.seconds), seconds: counted.seconds };
  if (!(await verifyPassword(password, found?.password)) || found === undefined) return WRONG;
  const [account] = await Promise.all([
    deps.accounts.find(found.accountId),
    deps.attempts.forgive(login, deviceId, counted, deps.now()),
  ]);
  return account !== undefined && standsSince(account, deps.now()) ? { account } : NO_SCHOOL;
};
