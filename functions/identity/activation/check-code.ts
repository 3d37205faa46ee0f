import { timingSafeEqual } from "node:crypto";
import { type Account, standsSince } from "../account.ts";
import { type CountDeps, countTry, tooMany } from "../count-try.ts";
import type { Accounts } from "../store/accounts.ts";
import type { AttemptCounters } from "../store/attempts.ts";
import type { Codes, KeptCode } from "../store/codes.ts";
import type { Logins } from "../store/logins.ts";
import { codeDigest } from "./access-code.ts";

export interface CheckCodeDeps extends CountDeps {
  readonly attempts: AttemptCounters;
  readonly accounts: Pick<Accounts, "find">;
  readonly logins: Pick<Logins, "find">;
  readonly codes: Pick<Codes, "find">;
}

/** The account and the code that opened it, or in French why not. `seconds`: how long to wait. */
export type CheckedCode =
  | { readonly account: Account; readonly code: KeptCode }
  | { readonly status: 401 | 403 | 429; readonly error: string; readonly seconds?: number };

const WRONG = {
  status: 401,
  error:
    "Identifiant ou code incorrect, ou code périmé. Vérifiez chaque lettre. Si un code plus récent vous a été remis, seul celui-là fonctionne.",
} as const;

const NO_SCHOOL = {
  status: 403,
  error: "Votre compte n’est plus rattaché à un établissement. Adressez-vous au secrétariat.",
} as const;

/** A digest that no code has: what an unknown login is compared with. */
const NOBODY = Buffer.alloc(32).toString("base64url");

const matches = (kept: string, typed: string): boolean =>
  kept.length === typed.length && timingSafeEqual(Buffer.from(kept), Buffer.from(typed));

/**
 * Checks a login and a code, printed or mailed. A try counts like a wrong password, under the same count: a wait, never a lock. An
 * unknown login, a login without a code and a wrong code take the same reads and writes and get the same answer.
 */
export const checkCode = async (
  { login, typed, deviceId }: { readonly login: string; readonly typed: string; readonly deviceId: string },
  deps: CheckCodeDeps,
): Promise<CheckedCode> => {
  if (login === "" || typed === "") return WRONG;
  const [known, kept, counted] = await Promise.all([
    deps.logins.find(login),
    deps.codes.find(login),
    countTry(login, deviceId, deps),
  ]);
  if ("seconds" in counted) return { status: 429, error: tooMany(counted.seconds), seconds: counted.seconds };
  const digest = codeDigest(login, typed);
  const found = [...kept, { kind: "printed", digest: NOBODY, ttl: 0 } as const].filter((one) =>
    matches(one.digest, digest),
  );
  const [code] = found;
  if (known === undefined || code === undefined) return WRONG;
  const [account] = await Promise.all([
    deps.accounts.find(known.accountId),
    deps.attempts.forgive(login, deviceId, counted, deps.now()),
  ]);
  return account !== undefined && standsSince(account, deps.now()) ? { account, code } : NO_SCHOOL;
};
