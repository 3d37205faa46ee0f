import { createHash, randomBytes } from "node:crypto";
import { expect } from "vitest";
import type { Browser } from "./browser.ts";
import { ISSUER, SOLENE } from "./world.ts";

interface Person {
  readonly login: string;
  readonly password: string;
}

export const LOOPBACK = "http://127.0.0.1:43210/callback";

/** What an application asks for, and the verifier that will redeem its code. */
export const request = (clientId = "preau-cli", redirectUri = LOOPBACK, more: Record<string, string> = {}) => {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: "openid profile offline_access preau",
    state: "s1",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  });
  return { clientId, redirectUri, verifier, authorize: `/authorize?${query}` };
};

export type Request = ReturnType<typeof request>;

/** Follows the application to the sign-in page and gives its address. */
export const openPage = async (me: Browser, asked = request()): Promise<string> => {
  const { location, status } = await me.send("GET", asked.authorize);
  expect(status).toBe(303);
  expect(location).toMatch(/^\/sign-in\//);
  return location;
};

/** Types a login and a password and goes back to the application with a code. */
export const enter = async (me: Browser, asked = request(), form: Person = SOLENE): Promise<string> => {
  const page = await openPage(me, asked);
  const { login, password } = form;
  const checked = await me.send("POST", page, { login, password });
  expect(checked.status, checked.body).toBe(303);
  expect(checked.location.startsWith(`${ISSUER}/authorize/`), checked.location).toBe(true);
  return codeIn((await me.send("GET", checked.location)).location);
};

export const codeIn = (location: string): string => new URL(location).searchParams.get("code") ?? "";

export interface Tokens {
  readonly status: number;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly expires_in: number;
  readonly error?: string;
}

const askToken = async (me: Browser, form: Readonly<Record<string, string>>): Promise<Tokens> => {
  const { status, body } = await me.send("POST", "/token", form);
  return { status, ...JSON.parse(body) };
};

export const redeem = (me: Browser, { clientId, redirectUri, verifier }: Request, code: string): Promise<Tokens> =>
  askToken(me, {
    grant_type: "authorization_code",
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  });

export const refresh = (me: Browser, refresh_token: string, client_id = "preau-cli"): Promise<Tokens> =>
  askToken(me, { grant_type: "refresh_token", client_id, refresh_token });

/** The whole way, from the application to its tokens. */
export const signedIn = async (me: Browser, asked = request(), form: Person = SOLENE): Promise<Tokens> => {
  const tokens = await redeem(me, asked, await enter(me, asked, form));
  expect(tokens.status, JSON.stringify(tokens)).toBe(200);
  return tokens;
};
