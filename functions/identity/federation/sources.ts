/** The federations that may vouch for somebody. */
export const SOURCES = ["educonnect", "agents", "franceconnect"] as const;
export type Source = (typeof SOURCES)[number];
export type SamlSource = Exclude<Source, "franceconnect">;

/** An identity provider of SAML 2.0, as its metadata says. */
export interface SamlPartner {
  readonly protocol: "saml";
  readonly entityId: string;
  /** Where requests are sent, by redirection. */
  readonly ssoUrl: string;
  /** Signing certificates, base64 of their DER; two while one replaces the other. */
  readonly certificates: readonly string[];
}

/** An OpenID provider; it publishes the rest under its issuer. */
export interface OidcPartner {
  readonly protocol: "oidc";
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The federations of a cell: those it has come to terms with. */
export interface Partners {
  readonly educonnect?: SamlPartner;
  readonly agents?: SamlPartner;
  readonly franceconnect?: OidcPartner;
}
