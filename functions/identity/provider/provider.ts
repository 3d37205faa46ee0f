import { errorFields, log } from "@preau/runtime/logger";
import Keygrip from "keygrip";
import { type Configuration, errors, type JWK, Provider } from "oidc-provider";
import { REFRESH_LIFE } from "../refresh-grace.ts";
import type { Accounts } from "../store/accounts.ts";
import { accessClaims, accountFinder, type Blocks } from "./accounts.ts";
import { type Stores, storeFor } from "./adapter.ts";
import { API, API_SCOPE, clientsOf } from "./clients.ts";
import { grantOf } from "./grant.ts";
import { askSignOut, renderError, signedOut } from "./pages.ts";
import { compareClientSecret, PARTNER, pairwiseIdentifier, partnerOf } from "./partner-client.ts";
import { signInPolicy } from "./policy.ts";

export interface ProviderSpec extends Stores {
  readonly issuerUrl: string;
  readonly portalUrl: string | undefined;
  readonly accounts: Pick<Accounts, "find">;
  readonly blocks: Blocks;
  readonly signingKeys: readonly string[];
  readonly cookieKeys: readonly string[];
}

const MINUTE = 60;
const DAY = 86_400;

const ttl: Configuration["ttl"] = {
  AccessToken: 15 * MINUTE,
  IdToken: 15 * MINUTE,
  AuthorizationCode: MINUTE,
  Interaction: 60 * MINUTE,
  /** A school day; the cookie itself ends with the browser. */
  Session: 10 * 60 * MINUTE,
  RefreshToken: REFRESH_LIFE,
  /** Whatever its refreshes, a sign-in is asked for again after a school year. */
  Grant: 400 * DAY,
};

const features: Configuration["features"] = {
  devInteractions: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  userinfo: { enabled: false },
  revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
  rpInitiatedLogout: { enabled: true, logoutSource: askSignOut, postLogoutSuccessSource: signedOut },
  resourceIndicators: {
    enabled: true,
    // The API is the house's own: a partner's access token is for nothing but the partner's own claims.
    defaultResource: (_ctx, client) => (partnerOf(client) === undefined ? API : undefined),
    useGrantedResource: () => true,
    getResourceServerInfo: (_ctx, _resource, client) => {
      if (partnerOf(client) !== undefined) throw new errors.InvalidTarget();
      return {
        audience: "preau-api",
        scope: API_SCOPE,
        accessTokenTTL: 15 * MINUTE,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: "RS256" } },
      };
    },
  },
};

/** The OpenID provider of the cell. */
export const openProvider = (spec: ProviderSpec): Provider => {
  const provider = new Provider(spec.issuerUrl, {
    adapter: storeFor(spec),
    clients: clientsOf(spec.issuerUrl, spec.portalUrl),
    clientBasedCORS: (_ctx, origin, client) =>
      client.redirectUris?.some((uri) => URL.parse(uri)?.origin === origin) ?? false,
    jwks: { keys: spec.signingKeys.map((key) => JSON.parse(key) as JWK) },
    cookies: { keys: new Keygrip([...spec.cookieKeys], "sha256") },
    claims: {
      openid: ["sub"],
      profile: [
        "name",
        "given_name",
        "family_name",
        "birthdate",
        "postal_code",
        "profiles",
        "uai",
        "classes",
        "children",
      ],
    },
    extraClientMetadata: { properties: [PARTNER] },
    subjectTypes: ["public", "pairwise"],
    pairwiseIdentifier,
    pkce: { required: () => true },
    routes: { authorization: "/authorize" },
    responseTypes: ["code"],
    clientAuthMethods: ["none", "private_key_jwt", "client_secret_basic"],
    interactions: { policy: signInPolicy(), url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: accountFinder(spec.accounts, spec.blocks, spec.clients),
    extraTokenClaims: accessClaims,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: () => true,
    expiresWithSession: () => false,
    loadExistingGrant: grantOf,
    renderError,
    ttl,
    features,
  });
  if (provider.Session.name !== "Session")
    throw new Error("minified without the plugins of functions/identity/bundle.ts");
  provider.Client.prototype.compareClientSecret = compareClientSecret;
  provider.proxy = true;
  provider.on("server_error", (ctx, error) => {
    log("error", "request-failed", { route: ctx.oidc.route, ...errorFields(error) });
  });
  return provider;
};
