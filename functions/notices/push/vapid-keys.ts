import { createECDH } from "node:crypto";

/** How push services recognise a cell (VAPID, RFC 8292): a pair on P-256, both in base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

export const makeVapidKeys = (): VapidKeys => {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  // A private key may come out with leading zeros cut off; push services want its 32 bytes.
  const privateKey = Buffer.from(pair.getPrivateKey("hex").padStart(64, "0"), "hex").toString("base64url");
  return { publicKey: pair.getPublicKey("base64url"), privateKey };
};
