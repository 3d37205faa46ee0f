import { log } from "@preau/runtime/logger";
import type { HttpReply } from "./http/reply.ts";
import { cookieOf, type HttpRequest } from "./http/request.ts";
import type { Interaction } from "./interaction.ts";
import type { Records } from "./store/records.ts";

export interface AcceptDeps {
  readonly records: Pick<Records, "amend">;
  /** Epoch seconds, real time. */
  now(): number;
  newId(): string;
  /** Whether cookies travel over HTTPS only. */
  readonly secure: boolean;
}

const DEVICE = "_device";
const DEVICE_SECONDS = 400 * 86_400;

/** The id this browser was given when somebody signed in on it, else a new one. */
export const deviceIdOf = (request: HttpRequest, { newId }: Pick<AcceptDeps, "newId">): string =>
  /^[A-Za-z0-9_-]{22,64}$/.exec(cookieOf(request, DEVICE) ?? "")?.[0] ?? newId();

/** The cookie by which the browser is known again. */
export const deviceCookie = (deviceId: string, { secure }: Pick<AcceptDeps, "secure">): string => {
  const device = `${DEVICE}=${deviceId}; Path=/sign-in; Max-Age=${DEVICE_SECONDS}; HttpOnly; SameSite=Lax`;
  return secure ? `${device}; Secure` : device;
};

/**
 * Goes on to the application: the result is written where the provider looks for it, as its own `interactionFinished` would.
 * `amr` says how the person proved who they are (RFC 8176; `fed` for the word of a federation, which has no value there).
 */
export const acceptSignIn = async (
  interaction: Interaction,
  { accountId, deviceId, amr }: { readonly accountId: string; readonly deviceId: string; readonly amr: string },
  deps: AcceptDeps,
): Promise<HttpReply> => {
  // The person just proved who they are: whoever used this browser before does not matter any more.
  const { session: _, ...record } = interaction.record;
  const login = { accountId, amr: [amr], ts: deps.now(), remember: false };
  await deps.records.amend("Interaction", interaction.uid, { ...record, result: { login } });
  log("info", "sign-in-accepted", { accountId });
  return {
    statusCode: 303,
    headers: { location: interaction.returnTo, "cache-control": "no-store" },
    cookies: [deviceCookie(deviceId, deps)],
  };
};
