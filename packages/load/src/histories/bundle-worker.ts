import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const PROGRAM = fileURLToPath(new URL("./run-worker.ts", import.meta.url));
const ASIDE = fileURLToPath(new URL("../../../../.bench/histories", import.meta.url));

/** The worker in one file: whoever is killed and replaced a hundred times must start fast. */
export const bundleWorker = async (): Promise<string> => {
  const outfile = join(ASIDE, `worker-${process.pid}.mjs`);
  await build({
    entryPoints: [PROGRAM],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    logLevel: "error",
    legalComments: "none",
  });
  return outfile;
};
