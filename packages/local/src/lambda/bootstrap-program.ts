import { readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { resolve } from "node:path";

/**
 * Writes the program of the environments into `directory` and gives its absolute path (environments run elsewhere). Node would strip its types anew in every process,
 * which takes longer than all the rest of the program: here it is done once.
 */
export function writeBootstrap(directory: string): string {
  const source = readFileSync(new URL("./bootstrap.ts", import.meta.url), "utf8");
  const file = resolve(directory, "bootstrap.mjs");
  writeFileSync(file, stripTypeScriptTypes(source));
  return file;
}
