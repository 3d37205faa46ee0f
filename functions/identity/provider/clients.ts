import type { ClientMetadata } from "oidc-provider";

/** The API as a resource: every access token of the house is for it, whether the client names it or not. */
export const API = "urn:preau:api";

/** The scope of the API's access tokens. */
export const API_SCOPE = "preau";

const publicClient = {
  token_endpoint_auth_method: "none",
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  scope: "openid profile offline_access",
} as const satisfies Partial<ClientMetadata>;

const native = (client_id: string, redirectUri: string): ClientMetadata => ({
  ...publicClient,
  grant_types: [...publicClient.grant_types],
  response_types: [...publicClient.response_types],
  client_id,
  application_type: "native",
  redirect_uris: [redirectUri],
});

/**
 * The applications of the house. All are public (nothing that is shipped can keep a secret) and must prove with PKCE that
 * they began what they end. A loopback redirect of a native client is accepted on any port (RFC 8252 §7.3).
 */
export const clientsOf = (issuerUrl: string, portalUrl: string | undefined): ClientMetadata[] => [
  native("preau-cli", "http://127.0.0.1/callback"),
  native("preau-app", "fr.preau.app:/callback"),
  ...(portalUrl === undefined
    ? []
    : [
        {
          ...native("preau-web", new URL("/callback", portalUrl).href),
          application_type: "web" as const,
          post_logout_redirect_uris: [new URL("/", portalUrl).href],
        },
      ]),
  {
    ...native("preau-cas", new URL("/cas/callback", issuerUrl).href),
    application_type: "web",
    grant_types: ["authorization_code"],
    scope: "openid",
    require_auth_time: true,
    post_logout_redirect_uris: [new URL("/cas/signed-out", issuerUrl).href],
  },
];

/** Clients whose sign-in always shows the page: another program could pose as a native one and profit by an open session (RFC 8252 §8.6). */
export const NATIVE_CLIENTS: readonly string[] = ["preau-cli", "preau-app"];
