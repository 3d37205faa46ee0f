import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Built } from "./build-functions.ts";
import { functionEnvironment } from "./function-environment.ts";
import { type Spread, spreadOf } from "./spread.ts";

const run = promisify(execFile);
const PROBE = fileURLToPath(new URL("./import-probe.mjs", import.meta.url));
/** No import calls anybody: an address where nobody answers proves it. */
const NOWHERE = "http://127.0.0.1:1";

/** Milliseconds that the import adds to a bare Node: elapsed, and of the processor (the one to trust on a busy machine). */
export interface ImportTime {
  readonly name: string;
  readonly ms: Spread;
  readonly cpuMs: Spread;
}

interface Sample {
  readonly ms: number;
  readonly cpuMs: number;
}

const sample = async (file: string | undefined): Promise<Sample> => {
  const env = functionEnvironment(NOWHERE, "bench", "bench");
  const { stdout } = await run(process.execPath, [PROBE, ...(file === undefined ? [] : [file])], { env });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("{")));
};

/** The functions beside bare Node and the two forms of the reference arm. */
export interface ImportTimes {
  readonly bare: ImportTime;
  readonly bundled: ImportTime;
  readonly unbundled: ImportTime;
  readonly imports: readonly ImportTime[];
}

/**
 * Times the import of each module in fresh processes, one at a time. Each round takes bare Node and every module once, so that whatever
 * slows the machine for a moment slows them all; what bare Node took in the median is subtracted.
 */
export const timeImports = async (
  modules: readonly Built[],
  reference: { readonly bundled: string; readonly unbundled: string },
  rounds: number,
): Promise<ImportTimes> => {
  const nothing: { name: string; file?: string } = { name: "bare Node" };
  const bundled = { name: "reference arm, bundled", file: reference.bundled };
  const unbundled = { name: "reference arm, unbundled", file: reference.unbundled };
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const { name, file } of [nothing, bundled, unbundled, ...modules])
      samples.set(name, [...(samples.get(name) ?? []), await sample(file)]);
  const timeOf = ({ name }: { name: string }, less: Sample): ImportTime => {
    const taken = samples.get(name) ?? [];
    return {
      name,
      ms: spreadOf(taken.map(({ ms }) => ms - less.ms)),
      cpuMs: spreadOf(taken.map(({ cpuMs }) => cpuMs - less.cpuMs)),
    };
  };
  const bare = timeOf(nothing, { ms: 0, cpuMs: 0 });
  const less = { ms: bare.ms.median, cpuMs: bare.cpuMs.median };
  return {
    bare,
    bundled: timeOf(bundled, less),
    unbundled: timeOf(unbundled, less),
    imports: modules.map((one) => timeOf(one, less)),
  };
};
