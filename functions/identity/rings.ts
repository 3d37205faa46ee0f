import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { loadRing } from "./store/rings.ts";

/** A ring is read again after an hour: a warm function must not outlive the day during which a new key is only published. */
const REREAD_AFTER = 3_600;

const ring = (name: string, makeValue: () => Promise<string>) => (table: string, now: () => number) => {
  let loaded: { readonly at: number; readonly keys: Promise<readonly string[]> } | undefined;
  return (): Promise<readonly string[]> => {
    if (loaded === undefined || now() - loaded.at >= REREAD_AFTER) {
      const keys = loadRing(table, name, makeValue, now());
      loaded = { at: now(), keys };
      keys.catch(() => {
        loaded = undefined;
      });
    }
    return loaded.keys;
  };
};

/** The secrets that sign cookies, the current one first. */
export const cookieRing = ring("cookies", async () => randomBytes(32).toString("base64url"));

/** The private keys that sign tokens, as JWK texts, the current one first. API Gateway's authorizers accept RSA only. */
export const signingRing = ring("signing", async () => {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return JSON.stringify({ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" });
});
