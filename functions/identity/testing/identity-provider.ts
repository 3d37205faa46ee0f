import { constants, createCipheriv, publicEncrypt, randomBytes } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { signXml } from "@node-saml/node-saml/lib/xml.js";
import { type CertifiedKey, selfSignedCertificate } from "@preau/runtime/self-signed-certificate";

const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";

/** What an identity provider is about to say, and how; each part may be bent by an attack. */
export interface Saying {
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly nameId: string;
  readonly requestId: string;
  readonly acsUrl: string;
  readonly audience: string;
  readonly entityId: string;
  /** Epoch seconds. */
  readonly at: number;
  /** Certificate the assertion is encrypted for. */
  readonly encryptFor: string;
  readonly signer: CertifiedKey;
  readonly assertionSigner: CertifiedKey | undefined;
  readonly responseSigner: CertifiedKey | undefined;
  readonly algorithm: "sha1" | "sha256";
  assertion(xml: string): string;
  signedAssertion(xml: string): string;
  sealed(xml: string): string;
  response(xml: string): string;
  signedResponse(xml: string): string;
}

const instant = (at: number): string => new Date(at * 1000).toISOString();
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const assertionOf = ({ attributes, nameId, requestId, acsUrl, audience, entityId, at }: Saying): string => {
  const until = instant(at + 300);
  const said = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join("")}</saml:Attribute>`,
  );
  return [
    `<saml:Assertion xmlns:saml="${ASSERTION}" ID="_a${randomBytes(12).toString("hex")}" Version="2.0" IssueInstant="${instant(at)}">`,
    `<saml:Issuer>${entityId}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameId}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${requestId}" Recipient="${acsUrl}" NotOnOrAfter="${until}"/></saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions NotBefore="${instant(at - 5)}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${instant(at)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    `<saml:AttributeStatement>${said.join("")}</saml:AttributeStatement>`,
    `</saml:Assertion>`,
  ].join("");
};

/** Signs the root of a document, after its issuer. */
export const signed = (
  xml: string,
  signer: CertifiedKey | undefined,
  algorithm: "sha1" | "sha256" = "sha256",
): string =>
  signer === undefined
    ? xml
    : signXml(
        xml,
        "/*",
        { reference: "/*/*[local-name(.)='Issuer']", action: "after" },
        {
          privateKey: signer.privateKey,
          publicCert: signer.certificate,
          signatureAlgorithm: algorithm,
          digestAlgorithm: algorithm,
        },
      );

/** XML Encryption: AES-256-GCM under a key wrapped by RSA-OAEP. */
export const sealed = (xml: string, certificate: string): string => {
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const content = Buffer.concat([iv, cipher.update(xml, "utf8"), cipher.final(), cipher.getAuthTag()]);
  const wrapped = publicEncrypt({ key: certificate, padding: constants.RSA_PKCS1_OAEP_PADDING }, key);
  const value = (bytes: Buffer): string =>
    `<xenc:CipherData><xenc:CipherValue>${bytes.toString("base64")}</xenc:CipherValue></xenc:CipherData>`;
  return `<saml:EncryptedAssertion xmlns:saml="${ASSERTION}"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></xenc:EncryptionMethod>${value(wrapped)}</xenc:EncryptedKey></ds:KeyInfo>${value(content)}</xenc:EncryptedData></saml:EncryptedAssertion>`;
};

const responseOf = ({ acsUrl, at, entityId, requestId }: Saying, content: string): string =>
  `<samlp:Response xmlns:samlp="${PROTOCOL}" xmlns:saml="${ASSERTION}" ID="_r${randomBytes(12).toString("hex")}" Version="2.0" IssueInstant="${instant(at)}" Destination="${acsUrl}" InResponseTo="${requestId}"><saml:Issuer>${entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${content}</samlp:Response>`;

/** The whole answer, as XML. */
export const answerOf = (saying: Saying): string => {
  const assertion = saying.signedAssertion(
    signed(saying.assertion(assertionOf(saying)), saying.assertionSigner, saying.algorithm),
  );
  const response = saying.response(responseOf(saying, saying.sealed(assertion)));
  return saying.signedResponse(signed(response, saying.responseSigner, saying.algorithm));
};

/** What a request says of itself: its id, where it is to be answered. */
export const requestIn = (location: string) => {
  const { searchParams } = new URL(location);
  const xml = inflateRawSync(Buffer.from(searchParams.get("SAMLRequest") ?? "", "base64")).toString("utf8");
  const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(xml)?.[1] ?? "";
  return {
    xml,
    requestId: attribute("ID"),
    acsUrl: attribute("AssertionConsumerServiceURL"),
    audience: /<saml:Issuer[^>]*>([^<]*)</.exec(xml)?.[1] ?? "",
    relayState: searchParams.get("RelayState") ?? "",
  };
};

const same = (xml: string): string => xml;

/** An identity provider with a key of its own, honest unless asked otherwise. */
export const openIdentityProvider = async (entityId: string) => {
  const signer = await selfSignedCertificate("Fournisseur d’identité d’essai", new Date());
  const ssoUrl = `${entityId}/sso`;
  const certificate = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");
  return {
    entityId,
    signer,
    metadata: (...others: readonly CertifiedKey[]): string =>
      `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}"><IDPSSODescriptor protocolSupportEnumeration="${PROTOCOL}">${[signer, ...others].map((key) => `<KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate(key.certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`).join("")}<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${ssoUrl}"/></IDPSSODescriptor></EntityDescriptor>`,
    /** Answers a request, bent as asked. */
    answer: (
      location: string,
      encryptFor: string,
      { attributes = {}, nameId = "sujet-1", at = Math.floor(Date.now() / 1000), ...bent }: Partial<Saying> = {},
    ) => {
      const { requestId, acsUrl, audience, relayState } = requestIn(location);
      const xml = answerOf({
        attributes,
        nameId,
        requestId,
        acsUrl,
        audience,
        entityId,
        at,
        encryptFor,
        signer,
        assertionSigner: signer,
        responseSigner: signer,
        algorithm: "sha256",
        assertion: same,
        signedAssertion: same,
        sealed: (clear) => sealed(clear, encryptFor),
        response: same,
        signedResponse: same,
        ...bent,
      });
      return { xml, SAMLResponse: Buffer.from(xml).toString("base64"), RelayState: relayState, acsUrl };
    },
  };
};

export type IdentityProvider = Awaited<ReturnType<typeof openIdentityProvider>>;
