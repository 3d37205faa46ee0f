import { SAML } from "@node-saml/node-saml";
import type { ServiceKey } from "../store/service-keys.ts";
import type { SamlPartner, SamlSource } from "./sources.ts";

/** Answers older than this are refused; clocks may differ by the skew (`formats.md` §10). Seconds. */
export const OLDEST = 600;
export const SKEW = 120;

/** Under what name and at what address partners know us. */
export const entityIdOf = (issuerUrl: string): string => new URL("/federation/saml/metadata", issuerUrl).href;
export const acsUrlOf = (issuerUrl: string, source: SamlSource): string =>
  new URL(`/federation/${source}/acs`, issuerUrl).href;

/** Our side of SAML towards one partner, signing and deciphering with one key. */
export const serviceProvider = (
  issuerUrl: string,
  source: SamlSource,
  partner: Pick<SamlPartner, "ssoUrl" | "certificates">,
  { privateKey, certificate }: ServiceKey,
  more: { readonly requestId?: string; readonly forceAuthn?: boolean } = {},
): SAML =>
  new SAML({
    issuer: entityIdOf(issuerUrl),
    callbackUrl: acsUrlOf(issuerUrl, source),
    entryPoint: partner.ssoUrl,
    idpCert: [...partner.certificates],
    audience: entityIdOf(issuerUrl),
    privateKey,
    publicCert: certificate,
    decryptionPvk: privateKey,
    signatureAlgorithm: "sha256",
    digestAlgorithm: "sha256",
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    acceptedClockSkewMs: SKEW * 1000,
    maxAssertionAgeMs: OLDEST * 1000,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    forceAuthn: more.forceAuthn ?? false,
    generateUniqueId: () => more.requestId ?? "_metadata",
  });
