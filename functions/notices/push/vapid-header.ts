import { createPrivateKey, sign } from "node:crypto";
import type { VapidKeys } from "./vapid-keys.ts";

/** A push service takes no token that is good for longer than a day (RFC 8292, §2). */
const VALID_SECONDS = 12 * 3600;

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Who sends, for the push service of one address (RFC 8292): a token signed by the pair of the cell, and its public half. */
export const vapidHeader = (
  endpoint: string,
  subject: string,
  { publicKey, privateKey }: VapidKeys,
  now: Date,
): string => {
  const exp = Math.floor(now.getTime() / 1_000) + VALID_SECONDS;
  const head = encoded({ typ: "JWT", alg: "ES256" });
  const unsigned = `${head}.${encoded({ aud: new URL(endpoint).origin, exp, sub: subject })}`;
  const point = Buffer.from(publicKey, "base64url");
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33).toString("base64url");
  const key = createPrivateKey({ key: { kty: "EC", crv: "P-256", x, y, d: privateKey }, format: "jwk" });
  const signature = sign("sha256", Buffer.from(unsigned), { key, dsaEncoding: "ieee-p1363" });
  return `vapid t=${unsigned}.${signature.toString("base64url")}, k=${publicKey}`;
};
