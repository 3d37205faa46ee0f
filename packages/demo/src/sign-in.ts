import { createHash, randomBytes } from "node:crypto";

export interface Credentials {
  /** Address of the issuer: `http://127.0.0.1:4011`. */
  readonly issuerUrl: string;
  readonly login: string;
  readonly password: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Any loopback port will do: nobody listens there, the code is read from the redirect itself. */
const REDIRECT_URI = "http://127.0.0.1:8976/callback";

/** The fetch of a browser without a window: keeps the cookies of one issuer and stops at each redirect. */
const cookieFetch = (issuerUrl: string) => {
  const jar = new Map<string, string>();
  return async (target: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { accept: "text/html", cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
    const response = await fetch(new URL(target, issuerUrl), { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined) jar.set(name, value ?? "");
    }
    return response;
  };
};

const explain = async (response: Response, step: string): Promise<Error> => {
  const text = await response.text();
  const reason = /role="alert">([^<]*)</.exec(text)?.[1] ?? /<h1>([^<]*)</.exec(text)?.[1] ?? text.slice(0, 200);
  return new Error(`Connexion refusée (${step}, ${response.status}) : ${reason}`);
};

const locationOf = async (response: Response, step: string): Promise<string> => {
  const location = response.headers.get("location");
  if (response.status === 303 && location !== null) return location;
  throw await explain(response, step);
};

/**
 * Signs in as a person would, page and password included (authorization code with PKCE), and gives the tokens.
 * Throws an error that carries the page's own words when the issuer refuses.
 */
export const signIn = async ({ issuerUrl, login, password }: Credentials): Promise<Tokens> => {
  const send = cookieFetch(issuerUrl);
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(16).toString("base64url");
  const client = { client_id: "preau-cli", redirect_uri: REDIRECT_URI };
  const query = new URLSearchParams({
    ...client,
    response_type: "code",
    scope: "openid profile offline_access preau",
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });

  const page = await locationOf(await send(`/authorize?${query}`), "demande");
  const form = new URLSearchParams({ login, password });
  const resume = await locationOf(await send(page, { method: "POST", body: form }), "mot de passe");
  const callback = new URL(await locationOf(await send(resume), "retour"));
  const code = callback.searchParams.get("code");
  if (code === null || callback.searchParams.get("state") !== state)
    throw new Error("Connexion refusée : retour inattendu.");

  const exchange = new URLSearchParams({ ...client, grant_type: "authorization_code", code, code_verifier: verifier });
  const answer = await fetch(new URL("/token", issuerUrl), { method: "POST", body: exchange });
  if (!answer.ok) throw await explain(answer, "jeton");
  const tokens = (await answer.json()) as { access_token: string; refresh_token: string; expires_in: number };
  return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token, expiresIn: tokens.expires_in };
};
