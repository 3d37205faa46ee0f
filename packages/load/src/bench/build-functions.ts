import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { bundleDirOf, bundleFunctions } from "../../../../infra/bundle-functions.ts";
import { capabilityList } from "../../../../infra/capability-list.ts";

const ASIDE = fileURLToPath(new URL("../../../../.bench/functions", import.meta.url));

/** A function as it would be deployed: `notices-api` and its one file. */
export interface Built {
  readonly name: string;
  readonly file: string;
}

/** Bundles every function, and puts the bundles aside so that nobody who builds meanwhile changes what is being measured. */
export const buildFunctions = async (): Promise<{
  readonly metafile: Metafile;
  readonly functions: readonly Built[];
}> => {
  const metafile = await bundleFunctions();
  const functions = capabilityList.flatMap((capability) =>
    Object.keys(capability.functions).map((one) => {
      const name = `${capability.name}-${one}`;
      cpSync(bundleDirOf(capability.name, one), join(ASIDE, name), { recursive: true });
      return { name, file: join(ASIDE, name, "index.mjs") };
    }),
  );
  return { metafile, functions };
};
