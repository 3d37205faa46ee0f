import { principalOf } from "@preau/policy";
import { CAS_CLIENT } from "./begin-sign-in.ts";
import type { SignedIn } from "./deps.ts";

/** Posts a form to the issuer and gives what it answers, or nothing when it refuses. */
export type PostForm = (path: string, form: Readonly<Record<string, string>>) => Promise<unknown>;

/** A service or the issuer that has not answered by then will not before the gateway gives up. */
const PATIENCE_MS = 4_000;

const claimsIn = (token: unknown): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString("utf8"));

/** Posts to the issuer over HTTP. */
export const postTo =
  (issuerUrl: string): PostForm =>
  async (path, form) => {
    const answer = await fetch(new URL(path, issuerUrl), {
      method: "POST",
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status >= 500) throw new Error("the issuer does not answer");
    return answer.ok ? answer.json() : undefined;
  };

/**
 * Exchanges a code for who signed in. Signatures need no check: the tokens come from the issuer itself, over the connection we
 * opened (OpenID Connect Core §3.1.3.7, point 6), and go no further.
 */
export const exchangeAt =
  (issuerUrl: string, post: PostForm) =>
  async (code: string, verifier: string): Promise<SignedIn | undefined> => {
    const tokens = await post("/token", {
      grant_type: "authorization_code",
      client_id: CAS_CLIENT,
      redirect_uri: new URL("/cas/callback", issuerUrl).href,
      code,
      code_verifier: verifier,
    });
    if (tokens === undefined) return undefined;
    const { access_token, id_token } = tokens as { access_token: unknown; id_token: unknown };
    const { sub, memberships, children } = claimsIn(access_token);
    const { auth_time, iat } = claimsIn(id_token);
    return {
      principal: principalOf({ sub: String(sub), memberships: String(memberships), children: String(children) }),
      signedInAt: Number(auth_time),
      issuedAt: Number(iat),
    };
  };

/** Tells a service of a sign-out; one that does not answer keeps its own session, nothing here waits for it. */
export const tellService = async (address: string, form: URLSearchParams): Promise<void> => {
  await fetch(address, {
    method: "POST",
    body: form,
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined);
};
