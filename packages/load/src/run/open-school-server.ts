import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalRuntime } from "@preau/local";
import { freePort } from "@preau/local/engines/free-port";
import type { Stage } from "../../../../infra/stages.ts";
import { type DemoState, readDemoState, writeDemoState } from "../../../demo/src/commands/demo-state.ts";
import { emptyDataDir } from "../../../demo/src/commands/empty-data-dir.ts";
import { loadSchools } from "../../../demo/src/commands/load-schools.ts";
import { startServer } from "../../../demo/src/commands/start-server.ts";

const BENCH = fileURLToPath(new URL("../../../../.bench/", import.meta.url));

export interface SchoolServer {
  readonly runtime: LocalRuntime;
  readonly state: DemoState;
  readonly dataDir: string;
}

/**
 * Starts the invented schools for a bench, on free ports and in a data directory of their own under `.bench`, which the next run of that name
 * finds again. Two ports in a row must be free, as the demo wants them. Whoever asks stops the runtime.
 */
export const openSchoolServer = async (
  name: string,
  { clockOffsetMs, day, stage }: { readonly clockOffsetMs: number; readonly day: string; readonly stage: Stage },
  say: (line: string) => void,
): Promise<SchoolServer> => {
  const dataDir = join(BENCH, name);
  mkdirSync(dataDir, { recursive: true });
  const known = readDemoState(dataDir);
  if (known?.imported !== true) emptyDataDir(dataDir);
  const runtime = await startServer({ dataDir, port: await freePort(), clockOffsetMs }, say, stage);
  try {
    const server = { baseUrl: runtime.edgeUrl, issuerUrl: runtime.identityUrl, inboxUrl: runtime.inboxUrl, day };
    const options = { aaf: undefined, dataDir, schoolTime: { day, time: "08:00" } };
    const state = known?.imported ? { ...known, ...server } : await loadSchools(runtime, options, say);
    writeDemoState(dataDir, state);
    return { runtime, state, dataDir };
  } catch (error) {
    await runtime.stop();
    throw error;
  }
};
