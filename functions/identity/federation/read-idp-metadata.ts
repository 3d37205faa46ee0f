import { X509Certificate } from "node:crypto";
import { readXml } from "@preau/formats/xml/read-xml";
import type { SamlPartner } from "./sources.ts";

const REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/** What the metadata of an identity provider lacks. */
export class MetadataFault extends Error {
  constructor(lack: string) {
    super(`metadata: ${lack}`);
    this.name = "MetadataFault";
  }
}

/** The certificate without line ends; throws when it is none. */
const certificateOf = (text: string): string => {
  try {
    return new X509Certificate(Buffer.from(text, "base64")).raw.toString("base64");
  } catch {
    throw new MetadataFault("a certificate that cannot be read");
  }
};

/** The text was decoded already, whatever its declaration says. */
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text.replace(/^\s*<\?xml[^>]*\?>/, "")}`, "utf8");
}

/**
 * Reads the metadata of one identity provider, as a ministry hands it over: who brings it vouches for it, its own signature
 * proves nothing to us. No DTD, no entity, a bounded depth (`@preau/formats`).
 * @throws MetadataFault naming what is missing; FormatFault for XML that is not read.
 */
export const readIdpMetadata = async (metadata: string): Promise<SamlPartner> => {
  const path: string[] = [];
  const certificates = new Set<string>();
  let entityId: string | undefined;
  let ssoUrl: string | undefined;
  let isSigning = false;
  for await (const event of readXml(bytesOf(metadata), "metadata.xml")) {
    const isIdp = path.includes("IDPSSODescriptor");
    if (event.kind === "open") {
      const { attributes } = event;
      const name = event.name.slice(event.name.indexOf(":") + 1);
      path.push(name);
      if (name === "EntityDescriptor") {
        if (entityId !== undefined) throw new MetadataFault("only one entity may be described");
        entityId = attributes.entityID ?? "";
      }
      if (name === "KeyDescriptor") isSigning = attributes.use !== "encryption";
      if (isIdp && name === "SingleSignOnService" && attributes.Binding === REDIRECT) ssoUrl = attributes.Location;
    } else if (event.kind === "close") path.pop();
    else if (isIdp && isSigning && path.includes("KeyDescriptor") && path.at(-1) === "X509Certificate")
      certificates.add(certificateOf(event.text));
  }
  if (!entityId) throw new MetadataFault("no entityID");
  if (ssoUrl === undefined || !/^https?:$/.test(URL.parse(ssoUrl)?.protocol ?? ""))
    throw new MetadataFault("no single sign-on service by redirection (HTTP-Redirect)");
  if (certificates.size === 0) throw new MetadataFault("no signing certificate");
  return { protocol: "saml", entityId, ssoUrl, certificates: [...certificates] };
};
