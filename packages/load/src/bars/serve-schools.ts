import { readDemoState, writeDemoState } from "@preau/demo/commands/demo-state";
import { emptyDataDir } from "@preau/demo/commands/empty-data-dir";
import { loadSchools } from "@preau/demo/commands/load-schools";
import { readStartOptions } from "@preau/demo/commands/start-options";
import { startServer } from "@preau/demo/commands/start-server";
import { stageNamed } from "../../../../infra/stages.ts";

/**
 * The process of a bar's own server: the invented schools on a Monday at a quarter to nine, as a stage of the given size. Tells its parent each line
 * (`{ line }`) and when it is ready (`{ ready: true }`), and stops when the parent says so or goes away.
 */
const [dataDir = "", port = "", users = "", surge = ""] = process.argv.slice(2);
const tell = (message: { readonly line: string } | { readonly ready: true }): void => void process.send?.(message);
const say = (line: string): void => tell({ line });

const options = readStartOptions(["--data", dataDir, "--port", port, "--date", "2026-11-23T08:45"]);
const known = readDemoState(dataDir);
if (known?.imported !== true) emptyDataDir(dataDir);
const runtime = await startServer(options, say, {
  ...stageNamed("local"),
  users: Number(users),
  surge: Number(surge),
});

const stop = async (): Promise<void> => {
  await runtime.stop();
  process.exit(0);
};
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => void stop());

const server = {
  baseUrl: runtime.edgeUrl,
  issuerUrl: runtime.identityUrl,
  inboxUrl: runtime.inboxUrl,
  controlUrl: runtime.endpoints.lambda,
  day: options.schoolTime.day,
};
writeDemoState(dataDir, { ...(known?.imported ? known : await loadSchools(runtime, options, say)), ...server });
await runtime.idle();
tell({ ready: true });
