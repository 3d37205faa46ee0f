import { parseDomFromString } from "@node-saml/node-saml/lib/xml.js";
import { Refusal } from "./refusal.ts";

const NAMESPACES = {
  samlp: "urn:oasis:names:tc:SAML:2.0:protocol",
  saml: "urn:oasis:names:tc:SAML:2.0:assertion",
  ds: "http://www.w3.org/2000/09/xmldsig#",
  xenc: "http://www.w3.org/2001/04/xmlenc#",
} as const;

type Prefix = keyof typeof NAMESPACES;
type Name = `${Prefix}:${string}`;

interface ElementList {
  readonly length: number;
  item(at: number): SamlElement | null;
}

/** An element of the parser that node-saml verifies with, as far as we look at it. */
export interface SamlElement {
  readonly localName: string | null;
  readonly namespaceURI: string | null;
  readonly parentNode: SamlElement | null;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): ElementList;
  getElementsByTagNameNS(namespace: string, name: string): ElementList;
}

/** SHA-1 is forgeable, RSA 1.5 leaks what it hides; none other is asked of anybody. */
const ALGORITHMS: ReadonlySet<string> = new Set([
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  "http://www.w3.org/2001/04/xmlenc#sha256",
  "http://www.w3.org/2001/04/xmlenc#sha512",
  "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
  "http://www.w3.org/2001/10/xml-exc-c14n#",
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
  "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
]);

/** OAEP still names SHA-1 for its mask, where it hides no weakness. */
const OAEP_DIGEST = "http://www.w3.org/2000/09/xmldsig#sha1";

const elementsOf = (list: ElementList): readonly SamlElement[] =>
  Array.from({ length: list.length }, (_, at) => list.item(at)).filter((element) => element !== null);

/** All elements of a name below one, at any depth. */
export const below = (element: SamlElement, name: Name | "*"): readonly SamlElement[] => {
  const [prefix = "", local = ""] = name.split(":");
  return elementsOf(
    name === "*"
      ? element.getElementsByTagName("*")
      : element.getElementsByTagNameNS(NAMESPACES[prefix as Prefix], local),
  );
};

/** The children of a name. */
export const childrenOf = (element: SamlElement, name: Name): readonly SamlElement[] =>
  below(element, name).filter(({ parentNode }) => parentNode === element);

/** Parses XML that was found plain. */
export const rootOf = async (xml: string, name: Name): Promise<SamlElement> => {
  const parsed: unknown = await parseDomFromString(xml).catch(() => undefined);
  const root = (parsed as { readonly documentElement?: SamlElement } | undefined)?.documentElement;
  const [prefix = "", local = ""] = name.split(":");
  if (root?.localName !== local || root.namespaceURI !== NAMESPACES[prefix as Prefix])
    throw new Refusal("saml-malformed");
  return root;
};

/** The text of an element that holds nothing else. */
export const textOf = (element: SamlElement | undefined): string =>
  element === undefined || below(element, "*").length > 0 ? "" : (element.textContent ?? "").trim();

/**
 * Refuses a document that is not signed as a whole, once, by a signature that is its own child: a signature elsewhere is what
 * wrapping attacks move about.
 */
export const assertSignedWhole = (root: SamlElement, unsigned: "saml-unsigned" | "saml-assertion-unsigned"): void => {
  const signatures = below(root, "ds:Signature");
  if (signatures.length === 0) throw new Refusal(unsigned);
  const [signature] = childrenOf(root, "ds:Signature");
  const references = below(root, "ds:Reference");
  const id = root.getAttribute("ID") ?? "";
  const ids = [root, ...below(root, "*")].flatMap((one) => [
    one.getAttribute("ID") ?? "",
    one.getAttribute("Id") ?? "",
  ]);
  const isOwn =
    signatures.length === 1 &&
    signature !== undefined &&
    references.length === 1 &&
    id !== "" &&
    references[0]?.getAttribute("URI") === `#${id}` &&
    ids.filter((one) => one === id).length === 1;
  if (!isOwn) throw new Refusal("saml-wrapped");
};

/** Refuses algorithms that no longer prove or hide anything. */
export const assertStrong = (root: SamlElement): void => {
  const weak = below(root, "*").some((element) => {
    const algorithm = element.getAttribute("Algorithm") ?? "";
    const isMask = algorithm === OAEP_DIGEST && element.parentNode?.localName === "EncryptionMethod";
    return algorithm !== "" && !ALGORITHMS.has(algorithm) && !isMask;
  });
  if (weak) throw new Refusal("saml-weak-algorithm");
};
