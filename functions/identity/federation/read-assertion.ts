import { type Expected, isFresh } from "./expected.ts";
import { Refusal } from "./refusal.ts";
import type { SamlSubject } from "./saml-attributes.ts";
import { assertSignedWhole, assertStrong, below, childrenOf, type SamlElement, textOf } from "./saml-document.ts";
import { acsUrlOf, SKEW } from "./service-provider.ts";

const BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

/** The only element of its name among the children: a second one is what a reader might take for the first. */
const onlyChild = (element: SamlElement, name: Parameters<typeof childrenOf>[1]): SamlElement => {
  const [only, ...others] = childrenOf(element, name);
  if (only === undefined || others.length > 0) throw new Refusal("saml-wrapped");
  return only;
};

const isOver = (instant: string | null, now: number): boolean => !(Date.parse(instant ?? "") / 1000 + SKEW > now);

/** Refuses an assertion that is not about whoever brought it, here and now, in answer to our request. */
const assertBearer = (subject: SamlElement, requestId: string, { source, issuerUrl, now }: Expected): void => {
  const confirmation = onlyChild(subject, "saml:SubjectConfirmation");
  const data = onlyChild(confirmation, "saml:SubjectConfirmationData");
  if (confirmation.getAttribute("Method") !== BEARER) throw new Refusal("saml-unknown-request");
  if (data.getAttribute("InResponseTo") !== requestId) throw new Refusal("saml-unknown-request");
  if (data.getAttribute("Recipient") !== acsUrlOf(issuerUrl, source)) throw new Refusal("saml-wrong-destination");
  if (isOver(data.getAttribute("NotOnOrAfter"), now)) throw new Refusal("saml-expired");
};

const attributesOf = (assertion: SamlElement): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  const attributes = childrenOf(assertion, "saml:AttributeStatement").flatMap((one) =>
    childrenOf(one, "saml:Attribute"),
  );
  for (const attribute of attributes) {
    const values = childrenOf(attribute, "saml:AttributeValue").map(textOf);
    const names = new Set([attribute.getAttribute("Name"), attribute.getAttribute("FriendlyName")]);
    for (const name of names) if (name) found.set(name, [...(found.get(name) ?? []), ...values]);
  }
  return found;
};

/**
 * Reads an assertion whose signature node-saml verified.
 * @throws Refusal when it is older than ten minutes, or meant for another request, place or bearer.
 */
export const readAssertion = (assertion: SamlElement, requestId: string, expected: Expected): SamlSubject => {
  assertSignedWhole(assertion, "saml-assertion-unsigned");
  assertStrong(assertion);
  if (below(assertion, "saml:Assertion").length > 0) throw new Refusal("saml-wrapped");
  if (textOf(onlyChild(assertion, "saml:Issuer")) !== expected.partner.entityId) throw new Refusal("saml-wrong-issuer");
  if (!isFresh(assertion.getAttribute("IssueInstant"), expected.now)) throw new Refusal("saml-expired");
  const conditions = onlyChild(assertion, "saml:Conditions");
  if (isOver(conditions.getAttribute("NotOnOrAfter"), expected.now)) throw new Refusal("saml-expired");
  const subject = onlyChild(assertion, "saml:Subject");
  assertBearer(subject, requestId, expected);
  const [nameId] = childrenOf(subject, "saml:NameID");
  const isLasting = nameId?.getAttribute("Format") === PERSISTENT && textOf(nameId) !== "";
  return { attributes: attributesOf(assertion), ...(isLasting && { subject: textOf(nameId) }) };
};
