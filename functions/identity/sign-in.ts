import { log } from "@preau/runtime/logger";
import { acceptSignIn, deviceIdOf } from "./accept-sign-in.ts";
import { type CheckDeps, checkPassword } from "./check-password.ts";
import type { Partners } from "./federation/sources.ts";
import type { HttpReply } from "./http/reply.ts";
import { pageReply } from "./http/reply.ts";
import { formOf, type HttpRequest } from "./http/request.ts";
import { interactionOf } from "./interaction.ts";
import { typedLogin } from "./login.ts";
import { expiredPage } from "./pages/message-page.ts";
import { signInPage } from "./pages/sign-in-page.ts";
import type { Records } from "./store/records.ts";

export interface SignInDeps extends CheckDeps {
  readonly records: Pick<Records, "find" | "amend">;
  cookieKeys(): Promise<readonly string[]>;
  partners(): Promise<Partners>;
  newId(): string;
  /** Whether cookies travel over HTTPS only. */
  readonly secure: boolean;
}

/** Checks the login and the password of the sign-in page and goes on to the application. */
export const signIn = async (request: HttpRequest, deps: SignInDeps): Promise<HttpReply> => {
  const interaction = await interactionOf(request, { records: deps.records, cookieKeys: await deps.cookieKeys() });
  if (interaction === undefined) return pageReply(400, expiredPage());

  const form = formOf(request);
  const login = typedLogin(form.get("login") ?? "");
  const password = (form.get("password") ?? "").slice(0, 200);
  const deviceId = deviceIdOf(request, deps);
  const checked = await checkPassword({ login, password, deviceId }, deps);
  if ("account" in checked)
    return acceptSignIn(interaction, { accountId: checked.account.accountId, deviceId, amr: "pwd" }, deps);

  const { status, error, seconds } = checked;
  log("info", "sign-in-refused", { status });
  const page = signInPage({ uid: interaction.uid, partners: await deps.partners(), login, error });
  const reply = pageReply(status, page, interaction.formTargets);
  return seconds === undefined ? reply : { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } };
};
