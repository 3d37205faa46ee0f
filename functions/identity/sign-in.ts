import { log } from "@preau/runtime/logger";
import { acceptSignIn, deviceIdOf } from "./accept-sign-in.ts";
import { standsSince } from "./account.ts";
import { countTry, tooMany } from "./count-try.ts";
import type { HttpReply } from "./http/reply.ts";
import { pageReply } from "./http/reply.ts";
import { formOf, type HttpRequest } from "./http/request.ts";
import { type Interaction, interactionOf } from "./interaction.ts";
import { typedLogin } from "./login.ts";
import { expiredPage } from "./pages/message-page.ts";
import { signInPage } from "./pages/sign-in-page.ts";
import { verifyPassword } from "./password.ts";
import type { Accounts } from "./store/accounts.ts";
import type { AttemptCounters } from "./store/attempts.ts";
import type { Logins } from "./store/logins.ts";
import type { Records } from "./store/records.ts";

export interface SignInDeps {
  readonly records: Pick<Records, "find" | "amend">;
  readonly logins: Pick<Logins, "find">;
  readonly accounts: Pick<Accounts, "find">;
  readonly attempts: AttemptCounters;
  cookieKeys(): Promise<readonly string[]>;
  /** Epoch seconds, real time. */
  now(): number;
  newId(): string;
  /** Whether cookies travel over HTTPS only. */
  readonly secure: boolean;
}

const WRONG = "Identifiant ou mot de passe incorrect. Vérifiez les majuscules et réessayez.";
const NO_SCHOOL = "Votre compte n’est plus rattaché à un établissement. Adressez-vous au secrétariat.";

const refusal = (statusCode: number, { uid, formTargets }: Interaction, login: string, error: string): HttpReply => {
  log("info", "sign-in-refused", { status: statusCode });
  return pageReply(statusCode, signInPage({ uid, login, error }), formTargets);
};

const waiting = (interaction: Interaction, login: string, seconds: number): HttpReply => {
  const reply = refusal(429, interaction, login, tooMany(seconds));
  return { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } };
};

/**
 * Checks a login and a password and goes on to the application. An unknown login, an account without a password and a
 * wrong password take the same reads, the same hashing, the same writes, and get the same answer.
 */
export const signIn = async (request: HttpRequest, deps: SignInDeps): Promise<HttpReply> => {
  const interaction = await interactionOf(request, { records: deps.records, cookieKeys: await deps.cookieKeys() });
  if (interaction === undefined) return pageReply(400, expiredPage());

  const form = formOf(request);
  const login = typedLogin(form.get("login") ?? "");
  const password = (form.get("password") ?? "").slice(0, 200);
  if (login === "" || password === "") return refusal(401, interaction, login, WRONG);

  const deviceId = deviceIdOf(request, deps);
  const [found, counted] = await Promise.all([deps.logins.find(login), countTry(login, deviceId, deps)]);
  if ("seconds" in counted) return waiting(interaction, login, counted.seconds);
  if (!(await verifyPassword(password, found?.password)) || found === undefined)
    return refusal(401, interaction, login, WRONG);
  const [account] = await Promise.all([
    deps.accounts.find(found.accountId),
    deps.attempts.forgive(login, deviceId, counted, deps.now()),
  ]);
  if (account === undefined || !standsSince(account, deps.now())) return refusal(403, interaction, login, NO_SCHOOL);
  return acceptSignIn(interaction, { accountId: account.accountId, deviceId, amr: "pwd" }, deps);
};
