import { assertPlainXml, decodeResponse } from "./decode-response.ts";
import { type Expected, isFresh } from "./expected.ts";
import { readAssertion } from "./read-assertion.ts";
import { Refusal } from "./refusal.ts";
import type { SamlSubject } from "./saml-attributes.ts";
import {
  assertSignedWhole,
  assertStrong,
  below,
  childrenOf,
  rootOf,
  type SamlElement,
  textOf,
} from "./saml-document.ts";
import { acsUrlOf, serviceProvider } from "./service-provider.ts";

const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

/** Refuses whatever is not one deciphered assertion's wrapping, signed as a whole by a strong signature, for us and now. */
const assertShape = (response: SamlElement, { source, issuerUrl, partner, now }: Expected): void => {
  const status = childrenOf(response, "samlp:Status")[0];
  const code = status && childrenOf(status, "samlp:StatusCode")[0]?.getAttribute("Value");
  if (code !== SUCCESS) throw new Refusal("saml-declined");
  const [sealed, ...others] = below(response, "saml:EncryptedAssertion");
  const open = below(response, "saml:Assertion").length;
  if (sealed === undefined && open === 1) throw new Refusal("saml-not-encrypted");
  assertSignedWhole(response, "saml-unsigned");
  assertStrong(response);
  if (open > 0 || others.length > 0 || sealed?.parentNode !== response) throw new Refusal("saml-wrapped");
  if (textOf(childrenOf(response, "saml:Issuer")[0]) !== partner.entityId) throw new Refusal("saml-wrong-issuer");
  if (response.getAttribute("Destination") !== acsUrlOf(issuerUrl, source)) throw new Refusal("saml-wrong-destination");
  if (!isFresh(response.getAttribute("IssueInstant"), now)) throw new Refusal("saml-expired");
};

/** node-saml tells its reasons in English sentences only. */
const REASONS = [
  [/Invalid document signature/, "saml-signature-invalid"],
  [/Invalid signature from encrypted assertion/, "saml-assertion-unsigned"],
  [/audience/i, "saml-wrong-audience"],
  [/expired|not yet valid|timestamp/i, "saml-expired"],
  [/signature/i, "saml-wrapped"],
] as const;

const refusalOf = (error: unknown): Refusal => {
  const said = error instanceof Error ? error.message : "";
  return new Refusal(REASONS.find(([pattern]) => pattern.test(said))?.[1] ?? "saml-undecipherable");
};

/** The verified assertion, deciphered with whichever of our keys it was meant for. */
const openAssertion = async (encoded: string, expected: Expected): Promise<string> => {
  const { source, issuerUrl, partner, keys } = expected;
  let refusal = new Refusal("saml-undecipherable");
  for (const key of keys) {
    try {
      const { profile } = await serviceProvider(issuerUrl, source, partner, key).validatePostResponseAsync({
        SAMLResponse: encoded,
      });
      const xml = profile?.getAssertionXml?.();
      if (xml !== undefined) return xml;
    } catch (error) {
      refusal = refusalOf(error);
      if (refusal.code !== "saml-undecipherable") break;
    }
  }
  throw refusal;
};

/** The request an answer says it answers, before anything of it is believed. */
export const answeredRequest = async (encoded: string): Promise<string> => {
  const response = await rootOf(decodeResponse(encoded), "samlp:Response");
  return response.getAttribute("InResponseTo") ?? "";
};

/**
 * Reads the answer of an identity provider to the request `requestId`. Our own checks come before and after those of node-saml:
 * it looks neither at who issued an answer nor at where it was sent.
 * @throws Refusal with the reason.
 */
export const readResponse = async (encoded: string, requestId: string, expected: Expected): Promise<SamlSubject> => {
  const response = await rootOf(decodeResponse(encoded), "samlp:Response");
  assertShape(response, expected);
  const xml = await openAssertion(encoded, expected);
  assertPlainXml(xml);
  return readAssertion(await rootOf(xml, "saml:Assertion"), requestId, expected);
};
