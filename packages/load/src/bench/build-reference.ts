import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile } from "esbuild";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const OUT = join(ROOT, ".bench", "reference");
const common: BuildOptions = {
  entryPoints: [fileURLToPath(new URL("../reference/handler.ts", import.meta.url))],
  absWorkingDir: ROOT,
  platform: "node",
  target: "node24",
  bundle: true,
  logLevel: "error",
};

/** The reference arm, ready to run: `bundled` is what would be deployed, `unbundled` reads its packages from `node_modules`. */
export interface Reference {
  readonly bundled: string;
  readonly unbundled: string;
  readonly metafile: Metafile;
}

/** Builds the reference arm with esbuild's defaults for Node (CommonJS, packages as they are for Node), minified. */
export const buildReference = async (): Promise<Reference> => {
  const [bundled, unbundled] = [join(OUT, "reference", "index.cjs"), join(OUT, "reference-unbundled", "index.mjs")];
  const { metafile } = await build({ ...common, outfile: bundled, minify: true, metafile: true as const });
  await build({ ...common, outfile: unbundled, format: "esm", packages: "external" });
  return { bundled, unbundled, metafile };
};
