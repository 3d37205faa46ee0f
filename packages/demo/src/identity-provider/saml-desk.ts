import { randomBytes } from "node:crypto";
import type { CertifiedKey } from "@preau/runtime/self-signed-certificate";
import * as samlify from "samlify";
import type { Player } from "./cast.ts";
import { escaped } from "./pages.ts";

/** The requests come from the server next door and are signed by it; no schema is needed to trust their shape. */
samlify.setSchemaValidator({ validate: async () => "valid" });

const POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, "");

const attributeStatement = ({ attributes }: Player): string =>
  `<saml:AttributeStatement>${Object.entries(attributes)
    .map(
      ([name, values]) =>
        `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic">${values
          .map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`)
          .join("")}</saml:Attribute>`,
    )
    .join("")}</saml:AttributeStatement>`;

/** What a service says of itself in its metadata, for one of its addresses. */
const serviceOf = (metadata: string, acsUrl: string) => {
  const certificate = (use: string): string =>
    new RegExp(`use="${use}"[\\s\\S]*?X509Certificate>([^<]+)<`).exec(metadata)?.[1] ?? "";
  if (!metadata.includes(`Location="${acsUrl}"`)) throw new Error("the service does not know this address");
  return samlify.ServiceProvider({
    entityID: /entityID="([^"]+)"/.exec(metadata)?.[1] ?? "",
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
    wantMessageSigned: true,
    signingCert: certificate("signing"),
    encryptCert: certificate("encryption"),
    assertionConsumerService: [{ Binding: POST, Location: acsUrl }],
  });
};

/** A request that was checked, and where its answer goes. */
export interface CheckedRequest {
  readonly requestId: string;
  readonly acsUrl: string;
  readonly relayState: string;
}

/**
 * Plays one identity provider of SAML 2.0 as ÉduConnect and the agents' desk are: requests must be signed; the response and the
 * assertion are signed with RSA-SHA256, the assertion encrypted with AES-256.
 */
export const openSamlDesk = (entityId: string, { privateKey, certificate }: CertifiedKey) => {
  const provider = samlify.IdentityProvider({
    entityID: entityId,
    privateKey,
    signingCert: bare(certificate),
    wantAuthnRequestsSigned: true,
    isAssertionEncrypted: true,
    requestSignatureAlgorithm: SHA256,
    nameIDFormat: [PERSISTENT],
    singleSignOnService: [{ Binding: REDIRECT, Location: `${entityId}/sso` }],
    singleLogoutService: [{ Binding: REDIRECT, Location: `${entityId}/slo` }],
  });
  return {
    metadata: (): string => provider.getMetadata(),

    /** Checks the signature of a request against the service's metadata. Throws when it is not the service's. */
    read: async (url: URL, metadata: string): Promise<CheckedRequest> => {
      const query = Object.fromEntries(url.searchParams);
      const octetString = ["SAMLRequest", "RelayState", "SigAlg"]
        .filter((name) => query[name] !== undefined)
        .map((name) => `${name}=${encodeURIComponent(query[name] ?? "")}`)
        .join("&");
      const anyAddress = /AssertionConsumerService [^>]*Location="([^"]+)"/.exec(metadata)?.[1] ?? "";
      const { extract } = await provider.parseLoginRequest(serviceOf(metadata, anyAddress), "redirect", {
        query,
        octetString,
      });
      const { id, assertionConsumerServiceUrl: acsUrl } = extract.request ?? {};
      return { requestId: String(id), acsUrl: String(acsUrl), relayState: query.RelayState ?? "" };
    },

    /** The answer, in base64, that the person's browser is to post. */
    answer: async ({ requestId, acsUrl }: CheckedRequest, player: Player, metadata: string): Promise<string> => {
      const service = serviceOf(metadata, acsUrl);
      const now = new Date();
      const until = new Date(now.getTime() + 300_000).toISOString();
      const responseId = `_${randomBytes(16).toString("hex")}`;
      const values = {
        ID: responseId,
        AssertionID: `_${randomBytes(16).toString("hex")}`,
        Destination: acsUrl,
        Audience: service.entityMeta.getEntityID(),
        SubjectRecipient: acsUrl,
        Issuer: entityId,
        IssueInstant: now.toISOString(),
        StatusCode: "urn:oasis:names:tc:SAML:2.0:status:Success",
        ConditionsNotBefore: now.toISOString(),
        ConditionsNotOnOrAfter: until,
        SubjectConfirmationDataNotOnOrAfter: until,
        NameIDFormat: PERSISTENT,
        NameID: `essai-${player.id}`,
        InResponseTo: requestId,
        AuthnStatement: `<saml:AuthnStatement AuthnInstant="${now.toISOString()}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
        AttributeStatement: attributeStatement(player),
      };
      const filled = (template: string): string =>
        template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name as keyof typeof values] ?? whole);
      const { context } = await provider.createLoginResponse(
        service,
        { extract: { request: { id: requestId } } },
        "post",
        {},
        {
          encryptThenSign: true,
          customTagReplacement: (template) => ({ id: responseId, context: filled(template) }),
        },
      );
      return context;
    },
  };
};
