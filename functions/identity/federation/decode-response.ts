import { Refusal } from "./refusal.ts";

/** Characters of an answer in base64. A guardian of ten pupils takes a tenth. */
const MOST_CHARACTERS = 128 * 1024;
const MOST_ELEMENTS = 400;

/**
 * What no identity provider writes, and attacks are made of: a document type, with it entities, comments (they cut a name in two
 * for one reader and not for another), processing instructions.
 */
const isPlain = (xml: string): boolean => !xml.replace(/^\s*<\?xml [^<>]*\?>/, "").match(/<[!?]/);

/** Refuses XML that no reader of ours should see. */
export const assertPlainXml = (xml: string): void => {
  if (!isPlain(xml)) throw new Refusal("saml-doctype");
  if (xml.split("<").length > 2 * MOST_ELEMENTS) throw new Refusal("saml-too-large");
};

/** The XML of an answer, before any parser sees it: of a bounded size, and plain. */
export const decodeResponse = (encoded: string): string => {
  if (encoded.length > MOST_CHARACTERS) throw new Refusal("saml-too-large");
  const base64 = encoded.replace(/[\r\n ]/g, "");
  if (base64 === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new Refusal("saml-malformed");
  let xml: string;
  try {
    xml = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64"));
  } catch {
    throw new Refusal("saml-malformed");
  }
  assertPlainXml(xml);
  return xml;
};
