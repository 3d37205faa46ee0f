import { createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import type { CertifiedKey } from "@preau/runtime/self-signed-certificate";
import { SignJWT } from "jose";
import type { Player } from "./cast.ts";

/** The service as FranceConnect knows it. */
export const FRANCE_CONNECT_CLIENT = { clientId: "preau-essai", clientSecret: "secret-d-essai" } as const;

/** A request for an identity, as the browser brought it. */
export interface IdentityRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
}

interface Grant {
  readonly player: Player;
  readonly request: IdentityRequest;
}

const claimsOf = ({ attributes }: Player): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, [value = ""]]) => [name, value]));

/** Plays FranceConnect: OpenID Connect with a client secret, an ID token signed with RS256, the pivot identity as a signed answer. */
export const openFranceConnectDesk = (issuer: string, key: CertifiedKey) => {
  const privateKey = createPrivateKey(key.privateKey);
  const codes = new Map<string, Grant>();
  const bearers = new Map<string, Player>();
  const signed = (claims: Record<string, string>): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "essai" })
      .setIssuer(issuer)
      .setAudience(FRANCE_CONNECT_CLIENT.clientId)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);

  return {
    discovery: () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      end_session_endpoint: `${issuer}/end`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      userinfo_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    }),

    keys: () => ({
      keys: [{ ...createPublicKey(privateKey).export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "essai" }],
    }),

    /** Reads a request. Throws when it is not our service's. */
    read: ({ searchParams }: URL): IdentityRequest => {
      if (searchParams.get("client_id") !== FRANCE_CONNECT_CLIENT.clientId) throw new Error("unknown client");
      const said = (name: string): string => searchParams.get(name) ?? "";
      return { redirectUri: said("redirect_uri"), state: said("state"), nonce: said("nonce") };
    },

    /** Where the browser goes once somebody was chosen. */
    grant: (request: IdentityRequest, player: Player): string => {
      const code = randomBytes(24).toString("base64url");
      codes.set(code, { player, request });
      const target = new URL(request.redirectUri);
      target.searchParams.set("code", code);
      target.searchParams.set("state", request.state);
      return target.href;
    },

    /** Exchanges a code, once; undefined when it is not one, or the service does not prove who it is. */
    exchange: async (form: URLSearchParams): Promise<object | undefined> => {
      const code = form.get("code") ?? "";
      const found = codes.get(code);
      codes.delete(code);
      const isService =
        form.get("client_id") === FRANCE_CONNECT_CLIENT.clientId &&
        form.get("client_secret") === FRANCE_CONNECT_CLIENT.clientSecret;
      if (found === undefined || !isService || form.get("redirect_uri") !== found.request.redirectUri) return undefined;
      const accessToken = randomBytes(24).toString("base64url");
      bearers.set(accessToken, found.player);
      return {
        access_token: accessToken,
        token_type: "Bearer",
        expires_in: 60,
        id_token: await signed({ sub: claimsOf(found.player).sub ?? "", nonce: found.request.nonce, acr: "eidas1" }),
      };
    },

    /** The pivot identity, as a signed token. */
    identity: async (authorization: string): Promise<string | undefined> => {
      const player = bearers.get(authorization.replace(/^Bearer /, ""));
      return player && signed(claimsOf(player));
    },
  };
};
