/** Why the word of a federation is not taken: the code in the log, and on the page for whoever is asked for help. */
export const REFUSALS = [
  "saml-too-large",
  "saml-malformed",
  "saml-doctype",
  "saml-declined",
  "saml-unsigned",
  "saml-wrapped",
  "saml-weak-algorithm",
  "saml-not-encrypted",
  "saml-signature-invalid",
  "saml-assertion-unsigned",
  "saml-undecipherable",
  "saml-wrong-issuer",
  "saml-wrong-destination",
  "saml-wrong-audience",
  "saml-unknown-request",
  "saml-replayed",
  "saml-expired",
  "oidc-declined",
  "oidc-unknown-request",
  "oidc-replayed",
  "oidc-invalid",
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

/** The word of a federation is not taken. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.name = "Refusal";
    this.code = code;
  }
}
