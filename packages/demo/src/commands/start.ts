import { resolve } from "node:path";
import { type DemoState, readDemoState, writeDemoState } from "./demo-state.ts";
import { emptyDataDir } from "./empty-data-dir.ts";
import { loadSchools } from "./load-schools.ts";
import { startFederations } from "./start-federations.ts";
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

/** Ctrl-C works from the first second: whatever has been started by then is stopped. */
const stopOnSignals = (stop: () => Promise<void>): void => {
  const end = async (): Promise<void> => {
    process.stdout.write("\nStopping …\n");
    await stop();
    process.stdout.write("Stopped. The data is kept: npm start finds it again.\n");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end());
};

const start = async (options: StartOptions): Promise<void> => {
  const known = options.fresh ? undefined : readDemoState(options.dataDir);
  // Data whose import was cut short is worth nothing: begin anew rather than show half a school.
  if (known?.imported !== true) emptyDataDir(options.dataDir);
  const runtime = await startServer(options, say);
  stopOnSignals(runtime.stop);
  try {
    const server = {
      baseUrl: runtime.edgeUrl,
      issuerUrl: runtime.identityUrl,
      inboxUrl: runtime.inboxUrl,
      controlUrl: runtime.endpoints.lambda,
      day: options.schoolTime.day,
    };
    const state: DemoState = known?.imported
      ? { ...known, ...server }
      : { ...(await loadSchools(runtime, options, say)), ...server };
    writeDemoState(options.dataDir, state);
    const federations = state.invented ? await startFederations(runtime, options) : undefined;
    say("ready");
    process.stdout.write(welcome(state, options, resolve(options.dataDir), federations));
  } catch (error) {
    await runtime.stop();
    throw error;
  }
};

try {
  await start(optionsOrExplain());
} catch (error) {
  process.stderr.write(`\nPréau could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.DEBUG) console.error(error);
  process.exit(1);
}
