import { accessSync, chmodSync, constants } from "node:fs";
import { createRequire } from "node:module";

/** Path of the embedded DynamoDB engine for this platform, executable; undefined when its package is not installed. */
export function dynoxideBinary(): string | undefined {
  const name = `@dynoxide/${process.platform}-${process.arch}/dynoxide`;
  let path: string;
  try {
    path = createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}

/** What a person reads when no DynamoDB engine is at hand. */
export const noEngineMessage = `No DynamoDB engine for ${process.platform}-${process.arch}: install the package @dynoxide/${process.platform}-${process.arch} where it exists,
or give the address of another engine in PREAU_DYNAMODB_ENDPOINT, for example DynamoDB Local at http://127.0.0.1:8000.`;
