import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { importPKCS8 } from "jose";
import { signCellMap } from "./sign-cell-map.ts";

const { positionals, values } = parseArgs({ allowPositionals: true, options: { key: { type: "string" } } });
const [file] = positionals;
if (file === undefined || values.key === undefined) {
  process.stderr.write("Usage: npm run -s cells -- cells.json --key private-key.pem > cells.jws\n");
  process.exit(2);
}
try {
  const key = await importPKCS8(readFileSync(values.key, "utf8"), "ES256");
  process.stdout.write(`${await signCellMap(JSON.parse(readFileSync(file, "utf8")), key)}\n`);
} catch (error) {
  process.stderr.write(`${file} was not signed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
