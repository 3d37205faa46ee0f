import { checksOf, policyFiles } from "./checks.ts";
import { unnoticedByTables } from "./policy-tables.ts";

/** Prints, a line of JSON each, the checks of the policy whose absence its own tests do not notice. */
const checks = policyFiles().flatMap(({ file, source }) => checksOf(file, source).map(({ name }) => name));
for (const check of await unnoticedByTables(checks)) process.stdout.write(`${JSON.stringify({ check })}\n`);
process.exit(0);
