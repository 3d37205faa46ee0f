import { createPublicKey, generateKeyPair, randomBytes, sign } from "node:crypto";
import { promisify } from "node:util";

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption, with its empty parameters. */
const RSA_SHA256 = sequence(Buffer.from("06092a864886f70d01010b0500", "hex"));

/** 2.5.4.3, commonName. */
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(Buffer.from("0603550403", "hex"), der(0x0c, Buffer.from(name)))));

/** GeneralizedTime (RFC 5280 §4.1.2.5.2) or, before 2050, UTCTime. */
const time = (instant: Date): Buffer => {
  const text = `${instant.toISOString().replace(/[-:T]|\.\d+/g, "")}`;
  return instant.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
};

const pem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END ${label}-----\n`;

/** A private key with the certificate that partners know it by, both PEM. */
export interface CertifiedKey {
  readonly privateKey: string;
  readonly certificate: string;
}

/**
 * Makes an RSA key of 3072 bits and a certificate for it that vouches for itself, as SAML partners exchange them (RFC 5280, version 1):
 * what makes it trusted is how it was handed over. `from` is an instant; it ends after `years`.
 */
export const selfSignedCertificate = async (name: string, from: Date, years = 10): Promise<CertifiedKey> => {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 3072 });
  const until = new Date(from);
  until.setUTCFullYear(from.getUTCFullYear() + years);
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    der(0x02, serial),
    RSA_SHA256,
    commonName(name),
    sequence(time(from), time(until)),
    commonName(name),
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", body, privateKey);
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: pem("CERTIFICATE", sequence(body, RSA_SHA256, der(0x03, Buffer.from([0]), signature))),
  };
};
