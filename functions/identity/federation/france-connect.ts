import * as client from "openid-client";
import type { FederatedIdentity } from "./federated-identity.ts";
import { pivotDigest } from "./pointer.ts";
import { Refusal } from "./refusal.ts";
import type { OidcPartner } from "./sources.ts";

/** The pivot identity, and nothing else. */
const SCOPE = "openid given_name family_name preferred_username birthdate gender birthplace birthcountry";

/** What FranceConnect calls its ordinary level of assurance. */
const LEVEL = "eidas1";

/** Seconds to wait for FranceConnect at each step: the page must answer before the gateway gives up. */
const PATIENCE = 5;

const discovered = new Map<string, Promise<client.Configuration>>();

/** FranceConnect's own description of itself, read once by a warm function; plain HTTP is for a provider on this machine only. */
const configurationOf = ({ issuer, clientId, clientSecret }: OidcPartner): Promise<client.Configuration> => {
  const key = [issuer, clientId, clientSecret].join(" ");
  const url = new URL(issuer);
  const isLocal = url.protocol === "http:" && url.hostname === "localhost";
  const found =
    discovered.get(key) ??
    client.discovery(url, clientId, clientSecret, client.ClientSecretPost(clientSecret), {
      timeout: PATIENCE,
      ...(isLocal && { execute: [client.allowInsecureRequests] }),
    });
  discovered.set(key, found);
  found.catch(() => discovered.delete(key));
  return found;
};

export const callbackUrlOf = (issuerUrl: string): string =>
  new URL("/federation/franceconnect/callback", issuerUrl).href;

/** Where to send the browser. `state` and `nonce` tie the answer to this request. */
export const authorizeUrl = async (
  partner: OidcPartner,
  { issuerUrl, state, nonce, again }: { issuerUrl: string; state: string; nonce: string; again: boolean },
): Promise<string> =>
  client.buildAuthorizationUrl(await configurationOf(partner), {
    redirect_uri: callbackUrlOf(issuerUrl),
    scope: SCOPE,
    acr_values: LEVEL,
    state,
    nonce,
    ...(again && { prompt: "login" }),
  }).href;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Both family names, for a school may know either. */
const identityOf = (claims: client.UserInfoResponse, returnUrl: string | undefined): FederatedIdentity => {
  const [family, used] = [text(claims.family_name), text(claims.preferred_username)];
  const givenName = text(claims.given_name);
  const birthDate = text(claims.birthdate);
  const names = [...new Set([family, used])].filter((name) => name !== "");
  return {
    source: "franceconnect",
    subject: claims.sub,
    familyName: names.join(" "),
    givenName,
    birthDate,
    links: [names.map((name) => pivotDigest(name, givenName, birthDate))],
    children: [],
    ...(returnUrl !== undefined && { returnUrl }),
  };
};

/**
 * Exchanges the code and reads the pivot identity.
 * @throws Refusal when FranceConnect's answer does not hold; other errors when it does not answer at all.
 */
export const readIdentity = async (
  partner: OidcPartner,
  { issuerUrl, query, state, nonce }: { issuerUrl: string; query: string; state: string; nonce: string },
): Promise<FederatedIdentity> => {
  const configuration = await configurationOf(partner);
  const answered = new URL(`${callbackUrlOf(issuerUrl)}?${query}`);
  try {
    const tokens = await client.authorizationCodeGrant(configuration, answered, {
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const subject = tokens.claims()?.sub ?? "";
    const claims = await client.fetchUserInfo(configuration, tokens.access_token, subject);
    const canEnd = configuration.serverMetadata().end_session_endpoint !== undefined;
    const returnUrl = canEnd
      ? client.buildEndSessionUrl(configuration, {
          id_token_hint: tokens.id_token ?? "",
          post_logout_redirect_uri: new URL("/session/end/success", issuerUrl).href,
          state,
        }).href
      : undefined;
    return identityOf(claims, returnUrl);
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError) throw new Refusal("oidc-declined");
    if (error instanceof client.ClientError || error instanceof client.ResponseBodyError)
      throw new Refusal("oidc-invalid");
    throw error;
  }
};
