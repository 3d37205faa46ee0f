import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CertifiedKey, selfSignedCertificate } from "@preau/runtime/self-signed-certificate";

/** The key of the local identity provider: made at its first start, kept with the data of the server, worth nothing elsewhere. */
export const deskKeyOf = async (dataDir: string): Promise<CertifiedKey> => {
  const file = join(dataDir, "identity-provider.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const key = await selfSignedCertificate("Fournisseur d’identité d’essai", new Date());
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
};
