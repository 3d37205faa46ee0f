import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { bundleDirOf, bundleFunctions, bundling } from "../../../../infra/bundle-functions.ts";
import { stageNamed } from "../../../../infra/stages.ts";
import { synthesize } from "../../../../infra/synthesize.ts";
import { type Plant, planted } from "./plants.ts";

const ASIDE = fileURLToPath(new URL("../../../../.bench/kills", import.meta.url));
const BUNDLES = dirname(bundleDirOf("any", "one"));

export interface Prepared {
  /** The cloud assembly; its functions lie beside it, so that nobody who builds meanwhile changes what is being killed. */
  readonly assembly: string;
  readonly functions: string;
  readonly metafile: Metafile;
}

const readMetafile = (): Metafile => JSON.parse(readFileSync(join(ASIDE, "metafile.json"), "utf8"));

/** Leads every function of an assembly to the bundles of another directory. */
const leadTo = (assembly: string, from: string, to: string): void => {
  for (const file of readdirSync(assembly).filter((name) => name.endsWith(".assets.json"))) {
    const path = join(assembly, file);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(`${from}/`, `${to}/`));
  }
};

/** Builds what would be deployed, aside; `again` takes what the last run built. */
export const prepareAssembly = async (again: boolean): Promise<Prepared> => {
  const prepared = { assembly: join(ASIDE, "cdk.out"), functions: join(ASIDE, "functions") };
  if (again && existsSync(prepared.assembly)) return { ...prepared, metafile: readMetafile() };
  const metafile = await bundleFunctions();
  process.env.CDK_VALIDATION = "false";
  synthesize(stageNamed("local"), prepared.assembly, { checked: false });
  cpSync(BUNDLES, prepared.functions, { recursive: true });
  leadTo(prepared.assembly, BUNDLES, prepared.functions);
  writeFileSync(join(ASIDE, "metafile.json"), JSON.stringify(metafile));
  return { ...prepared, metafile };
};

const fault = (plant: Plant): Plugin => ({
  name: "fault",
  setup: ({ onLoad }) => {
    onLoad({ filter: new RegExp(`/${plant.file.replaceAll(/[./]/g, "\\$&")}$`) }, ({ path }) => ({
      contents: planted(plant, readFileSync(path, "utf8")),
      loader: "ts",
    }));
  },
});

/** The functions that a play of roll calls goes through. */
const CONCERNED = /^dist\/(attendance|notices|home)-/;

/** Copies an assembly to `cdk.out` in `directory`, with the fault in its functions as far as a play of roll calls goes through them. */
export const plantBundles = async (
  { assembly, functions, metafile }: Prepared,
  plant: Plant,
  directory: string,
): Promise<void> => {
  const to = join(directory, "functions");
  cpSync(functions, to, { recursive: true });
  const planting = join(directory, "cdk.out");
  cpSync(assembly, planting, { recursive: true });
  leadTo(planting, functions, to);
  const entryPoints = Object.entries(metafile.outputs).flatMap(([output, { inputs, entryPoint }]) =>
    CONCERNED.test(output) && plant.file in inputs && entryPoint !== undefined
      ? [{ in: join(bundling.absWorkingDir, entryPoint), out: join(dirname(output).replace("dist/", ""), "index") }]
      : [],
  );
  if (entryPoints.length === 0) throw new Error(`no function is made of ${plant.file}`);
  const plugins = [...bundling.plugins, fault(plant)];
  await build({ ...bundling, plugins, entryPoints, outdir: to, outExtension: { ".js": ".mjs" } });
};
