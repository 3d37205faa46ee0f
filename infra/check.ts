import { spawnSync } from "node:child_process";

/** The checks that need no engine, each as its own tool reports it; the import fences are tests. */
const checks: readonly [what: string, ...command: string[]][] = [
  ["types", "tsc", "-p", "."],
  ["format and lint", "biome", "check", "--error-on-warnings", "."],
];

let failed = 0;
for (const [what, command, ...args] of checks) {
  const { status } = spawnSync(command ?? "", args, { stdio: "inherit" });
  process.stdout.write(`${what}: ${status === 0 ? "ok" : "FAILED"}\n`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
