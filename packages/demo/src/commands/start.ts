import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { type DemoState, readDemoState, writeDemoState } from "./demo-state.ts";
import { loadSchools } from "./load-schools.ts";
import { readStartOptions, type StartOptions, USAGE } from "./start-options.ts";
import { startServer } from "./start-server.ts";
import { welcome } from "./welcome.ts";

const began = performance.now();
const say = (line: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds} s  ${line}\n`);
};

const optionsOrExplain = (): StartOptions => {
  try {
    return readStartOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
    process.exit(2);
  }
};

const options = optionsOrExplain();
const known = options.fresh ? undefined : readDemoState(options.dataDir);
if (known?.imported !== true) rmSync(options.dataDir, { recursive: true, force: true });
const runtime = await startServer(options, say);

const stop = async (): Promise<void> => {
  process.stdout.write("\nStopping …\n");
  await runtime.stop();
  process.stdout.write("Stopped. The data is kept: npm start finds it again.\n");
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());

try {
  const server = { baseUrl: runtime.edgeUrl, issuerUrl: runtime.identityUrl, day: options.schoolTime.day };
  const state: DemoState = known?.imported ? { ...known, ...server } : await loadSchools(runtime, options, say);
  writeDemoState(options.dataDir, state);
  say("ready");
  process.stdout.write(welcome(state, options, resolve(options.dataDir)));
} catch (error) {
  await runtime.stop();
  throw error;
}
