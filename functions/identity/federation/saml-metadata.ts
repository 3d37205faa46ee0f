import type { HttpReply } from "../http/reply.ts";
import type { ServiceKey } from "../store/service-keys.ts";
import { acsUrlOf, entityIdOf } from "./service-provider.ts";
import { SOURCES } from "./sources.ts";

const ENCRYPTION = [
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
];

const keyDescriptor = (use: "signing" | "encryption", { certificate }: ServiceKey): string => {
  const methods = ENCRYPTION.map((algorithm) => `<EncryptionMethod Algorithm="${algorithm}"/>`).join("");
  const base64 = certificate.replace(/-----[^-]+-----|\s/g, "");
  return `<KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${use === "encryption" ? methods : ""}</KeyDescriptor>`;
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

const consumer = (location: string, index: number): string =>
  `<AssertionConsumerService index="${index}"${index === 1 ? ' isDefault="true"' : ""} Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escaped(location)}"/>`;

/**
 * What partners must know of us: the keys that sign our requests (an announced one too), the key to encrypt for, which is the newest
 * so that the old one can be retired, and one address by source.
 */
export const samlMetadata = (issuerUrl: string, keys: readonly ServiceKey[]): HttpReply => {
  const addresses = SOURCES.flatMap((source) => (source === "franceconnect" ? [] : [acsUrlOf(issuerUrl, source)]));
  const body = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${escaped(entityIdOf(issuerUrl))}">`,
    `<SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`,
    ...keys.map((key) => keyDescriptor("signing", key)),
    ...keys.slice(-1).map((key) => keyDescriptor("encryption", key)),
    ...addresses.map((address, at) => consumer(address, at + 1)),
    `</SPSSODescriptor>`,
    `</EntityDescriptor>`,
  ].join("\n");
  return { statusCode: 200, headers: { "content-type": "application/samlmetadata+xml; charset=utf-8" }, body };
};
