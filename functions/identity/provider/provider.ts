import { errorFields, log } from "@preau/runtime/logger";
import Keygrip from "keygrip";
import { type Configuration, type JWK, Provider } from "oidc-provider";
import type { Accounts } from "../store/accounts.ts";
import { accessClaims, accountFinder, type Blocks } from "./accounts.ts";
import { type Stores, storeFor } from "./adapter.ts";
import { API_SCOPE, clientsOf } from "./clients.ts";
import { askSignOut, renderError, signedOut } from "./pages.ts";
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

/** The API as a resource: every access token is for it, whether the client names it or not. */
const API = "urn:preau:api";

const ttl: Configuration["ttl"] = {
  AccessToken: 15 * MINUTE,
  IdToken: 15 * MINUTE,
  AuthorizationCode: MINUTE,
  Interaction: 60 * MINUTE,
  /** A school day; the cookie itself ends with the browser. */
  Session: 10 * 60 * MINUTE,
  RefreshToken: 90 * DAY,
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
    defaultResource: () => API,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      audience: "preau-api",
      scope: API_SCOPE,
      accessTokenTTL: 15 * MINUTE,
      accessTokenFormat: "jwt",
      jwt: { sign: { alg: "RS256" } },
    }),
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
    claims: { openid: ["sub"], profile: ["name", "given_name", "family_name"] },
    routes: { authorization: "/authorize" },
    responseTypes: ["code"],
    clientAuthMethods: ["none"],
    interactions: { policy: signInPolicy(), url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: accountFinder(spec.accounts, spec.blocks),
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
  provider.proxy = true;
  provider.on("server_error", (ctx, error) => {
    log("error", "request-failed", { route: ctx.oidc.route, ...errorFields(error) });
  });
  return provider;
};

/**
 * The grant of this browser's session for the client; made without asking, for the clients are the house's own. None where
 * the session remembers one that is gone: this device was signed out, and the password is asked for (`grant_gone`).
 */
const grantOf: NonNullable<Configuration["loadExistingGrant"]> = async ({ oidc }) => {
  const { client, account, session } = oidc;
  if (client === undefined || account === undefined) return undefined;
  const grantId = session?.grantIdFor(client.clientId);
  if (grantId !== undefined) return oidc.provider.Grant.find(grantId);
  const grant = new oidc.provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope("openid profile offline_access");
  grant.addResourceScope(API, API_SCOPE);
  await grant.save();
  return grant;
};
