import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { AuthorizerModel } from "../assembly/apis.ts";

export interface Authorized {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

/** The gateway refuses a request before any function runs. */
export interface Refused {
  readonly status: 401 | 403;
  readonly challenge: string;
}

export interface AuthorizerOptions extends AuthorizerModel {
  /** Least time between two look-ups of an unknown key; short by default, so that a rotation is seen at once. */
  readonly keyCooldownMs?: number;
}

/** Tokens whose signature was checked already, the oldest forgotten first; AWS keeps the keys for two hours, which comes to the same. */
const VERIFIED_AT_MOST = 5_000;

export type Authorize = (authorization: string | undefined, scopes: readonly string[]) => Promise<Authorized | Refused>;

/**
 * The JWT authorizer of an HTTP API: RS256 only, keys from the issuer's discovery document (read at the first request,
 * kept, read again for an unknown key), and the checks that API Gateway documents on iss, aud or client_id, exp, nbf,
 * iat and scope.
 */
export function createAuthorizer({ issuer, audience, keyCooldownMs = 1_000 }: AuthorizerOptions): Authorize {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const keysOfIssuer = (): Promise<JWTVerifyGetKey> => {
    keys ??= discoverKeys(issuer, keyCooldownMs);
    keys.catch(() => {
      keys = undefined;
    });
    return keys;
  };

  const verified = new Map<string, JWTPayload>();
  const verify = async (token: string): Promise<JWTPayload> => {
    const known = verified.get(token);
    if (known?.exp !== undefined && known.exp > Date.now() / 1_000) return known;
    // A token that could never pass is refused before the issuer is asked for anything.
    if (decodeProtectedHeader(token).alg !== "RS256") throw new Error("signing method is invalid");
    const { payload } = await jwtVerify(token, await keysOfIssuer(), {
      issuer,
      algorithms: ["RS256"],
      requiredClaims: ["exp"],
    });
    verified.delete(token);
    verified.set(token, payload);
    const [oldest] = verified.keys();
    if (verified.size > VERIFIED_AT_MOST && oldest !== undefined) verified.delete(oldest);
    return payload;
  };

  return async (authorization, wanted) => {
    const token = authorization?.replace(/^Bearer /i, "");
    if (!token) return { status: 401, challenge: "Bearer" };
    let claims: JWTPayload;
    try {
      claims = await verify(token);
      const audiences = [claims.aud ?? claims.client_id].flat();
      if (!audiences.some((item) => audience.some((allowed) => allowed === item))) throw new Error("invalid audience");
      if (typeof claims.iat === "number" && claims.iat > Date.now() / 1_000 + 1)
        throw new Error("issued in the future");
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).replaceAll('"', "'");
      return { status: 401, challenge: `Bearer scope="" error="invalid_token" error_description="${reason}"` };
    }
    const held = typeof claims.scope === "string" ? claims.scope.split(" ") : [claims.scp].flat().map(String);
    if (wanted.length > 0 && !wanted.some((scope) => held.includes(scope))) {
      return { status: 403, challenge: `Bearer scope="${wanted.join(" ")}" error="insufficient_scope"` };
    }
    const texts = Object.entries(claims).map(([name, value]) => [name, claimText(value)] as const);
    return {
      claims: Object.fromEntries(texts),
      scopes: wanted.length > 0 ? held.filter((scope) => wanted.includes(scope)) : null,
    };
  };
}

/** HTTP APIs hand every claim over as text, lists as `[a b]`. */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(" ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

async function discoverKeys(issuer: string, cooldownDuration: number): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const reply = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const document: unknown = await reply.json();
  if (typeof document !== "object" || document === null || !("jwks_uri" in document)) {
    throw new Error("OIDC discovery endpoint communication error");
  }
  return createRemoteJWKSet(new URL(String(document.jwks_uri)), { cooldownDuration });
}
