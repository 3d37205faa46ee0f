import { log } from "@preau/runtime/logger";
import { LostRace } from "@preau/store/lost-race";
import { standsSince } from "./account.ts";
import { oneMore, waitSeconds } from "./attempts.ts";
import type { HttpReply } from "./http/reply.ts";
import { pageReply } from "./http/reply.ts";
import { cookieOf, formOf, type HttpRequest } from "./http/request.ts";
import { type Interaction, interactionOf } from "./interaction.ts";
import { typedLogin } from "./login.ts";
import { expiredPage } from "./pages/message-page.ts";
import { signInPage } from "./pages/sign-in-page.ts";
import { verifyPassword } from "./password.ts";
import type { Accounts } from "./store/accounts.ts";
import type { AttemptCounters, Counter } from "./store/attempts.ts";
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

const tooMany = (seconds: number): string =>
  `Trop d’essais : attendez ${seconds < 120 ? `${seconds} secondes` : `${Math.ceil(seconds / 60)} minutes`} avant de réessayer.`;

const refusal = (statusCode: number, { uid, formTargets }: Interaction, login: string, error: string): HttpReply => {
  log("info", "sign-in-refused", { status: statusCode });
  return pageReply(statusCode, signInPage({ uid, login, error }), formTargets);
};

const waiting = (interaction: Interaction, login: string, seconds: number): HttpReply => {
  const reply = refusal(429, interaction, login, tooMany(seconds));
  return { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } };
};

const DEVICE = "_device";
const DEVICE_SECONDS = 400 * 86_400;

/** Goes on to the application: the result is written where the provider looks for it, as its own `interactionFinished` would. */
const accepted = async (
  interaction: Interaction,
  accountId: string,
  deviceId: string,
  deps: SignInDeps,
): Promise<HttpReply> => {
  // The person just proved who they are: whoever used this browser before does not matter any more.
  const { session: _, ...record } = interaction.record;
  const login = { accountId, amr: ["pwd"], ts: deps.now(), remember: false };
  await deps.records.amend("Interaction", interaction.uid, { ...record, result: { login } });
  log("info", "sign-in-accepted", { accountId });
  const device = `${DEVICE}=${deviceId}; Path=/sign-in; Max-Age=${DEVICE_SECONDS}; HttpOnly; SameSite=Lax`;
  return {
    statusCode: 303,
    headers: { location: interaction.returnTo, "cache-control": "no-store" },
    cookies: [deps.secure ? `${device}; Secure` : device],
  };
};

/**
 * Counts the try before the password is looked at, so that tries sent together cannot all see the same count. A lost race
 * is tried once more: a double click must not be told to wait.
 */
const countTry = async (
  login: string,
  deviceId: string,
  deps: SignInDeps,
  again = true,
): Promise<Counter | { readonly seconds: number }> => {
  const counter = await deps.attempts.find(login, deviceId);
  const seconds = waitSeconds(counter.seen, counter.device, deps.now());
  if (seconds > 0) return { seconds };
  try {
    await deps.attempts.count(login, deviceId, counter, oneMore(counter.seen, deps.now()));
    return counter;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    return again ? countTry(login, deviceId, deps, false) : { seconds: 2 };
  }
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

  const deviceId = /^[A-Za-z0-9_-]{22,64}$/.exec(cookieOf(request, DEVICE) ?? "")?.[0] ?? deps.newId();
  const [found, counted] = await Promise.all([deps.logins.find(login), countTry(login, deviceId, deps)]);
  if ("seconds" in counted) return waiting(interaction, login, counted.seconds);
  if (!(await verifyPassword(password, found?.password)) || found === undefined)
    return refusal(401, interaction, login, WRONG);
  const [account] = await Promise.all([
    deps.accounts.find(found.accountId),
    deps.attempts.forgive(login, deviceId, counted, deps.now()),
  ]);
  if (account === undefined || !standsSince(account, deps.now())) return refusal(403, interaction, login, NO_SCHOOL);
  return accepted(interaction, found.accountId, deviceId, deps);
};
