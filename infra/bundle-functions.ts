import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { entryFileOf } from "@preau/contract";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { alias, plugins } from "../functions/identity/bundle.ts";
import { openBuilds } from "./built-before.ts";
import { capabilityList } from "./capability-list.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Where a function's bundle lies: `dist/notices-api/index.mjs`. */
export const bundleDirOf = (capability: string, name: string): string => join(ROOT, "dist", `${capability}-${name}`);

const isThere = (path: string, contents: Uint8Array): boolean => {
  try {
    return readFileSync(path).equals(contents);
  } catch {
    return false;
  }
};

/** Leaves a file alone that is as it should be, and replaces another in one step: somebody may be running it. */
const replaceIfChanged = (path: string, contents: Uint8Array): void => {
  if (isThere(path, contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
};

/** What makes a bundle of an entry. */
export const bundling = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  metafile: true,
  platform: "node",
  format: "esm",
  target: "node24",
  mainFields: ["module", "main"],
  plugins,
  alias: { ...alias, "@aws-sdk/credential-provider-node": join(ROOT, "infra", "lambda-credentials.ts") },
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  logLevel: "error",
  legalComments: "none",
} as const satisfies BuildOptions;

/**
 * Bundles every function of every capability, each on its own: one minified ES module with the SDK inside (the runtime's own SDK
 * loads slower), the ES builds of packages preferred, no source map beside it. What was built of the same files is not built again.
 * Returns esbuild's account of what went in.
 */
export const bundleFunctions = async (): Promise<Metafile> => {
  const entryPoints = capabilityList.flatMap((capability) =>
    Object.keys(capability.functions).map((name) => ({
      in: join(ROOT, "functions", capability.name, entryFileOf(name)),
      out: join(`${capability.name}-${name}`, "index"),
    })),
  );
  const builds = openBuilds(ROOT, entryPoints);
  const last = builds.last();
  if (last !== undefined) return last;
  const begun = Date.now();
  const { metafile, outputFiles } = await build({
    ...bundling,
    write: false,
    entryPoints,
    outdir: join(ROOT, "dist"),
    outExtension: { ".js": ".mjs" },
  });
  for (const { path, contents } of outputFiles) replaceIfChanged(path, contents);
  builds.remember(metafile, begun);
  return metafile;
};
