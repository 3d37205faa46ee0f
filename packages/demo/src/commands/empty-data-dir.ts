import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lockDataDir } from "@preau/local/lock-data-dir";

/** What tells a folder of ours from somebody's documents. */
const OURS = ["runtime.lock", "demo.json", "dynamodb.sqlite"];

/**
 * Erases the data of a server, so that the next start begins anew. Throws, and erases nothing, when the folder holds something else
 * than such data or when a server is running on it.
 */
export const emptyDataDir = (dataDir: string): void => {
  const files = existsSync(dataDir) ? readdirSync(dataDir) : [];
  if (files.length === 0) return;
  if (!files.some((file) => OURS.includes(file)))
    throw new Error(`${dataDir} holds something else than the data of Préau: choose another folder with --data.`);
  lockDataDir(dataDir)();
  for (const file of files) rmSync(join(dataDir, file), { recursive: true, force: true });
};
