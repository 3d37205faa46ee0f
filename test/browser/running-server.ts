import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts } from "../support/free-ports.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The lines a process writes, until one shows it is ready. Throws with all of them when it ends before. */
const untilReady = async (child: ChildProcess): Promise<string> => {
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += String(chunk);
  });
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (said.includes("Ctrl-C stops everything")) return said;
  }
  throw new Error(said);
};

/** Starts what `npm start` starts, in a folder of its own. */
export const startRunningServer = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "preau-browser-"));
  const port = await freePorts();
  const program = ["packages/demo/src/commands/start.ts", "--port", String(port), "--data", dataDir];
  const child = spawn(process.execPath, program, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  // A hook that ran out of time never sees what it started.
  const abandon = (): boolean => child.kill("SIGINT");
  process.once("exit", abandon);
  const said = await untilReady(child);
  const beginUrl = /In a browser\s+(\S+)/.exec(said)?.[1];
  if (beginUrl === undefined) throw new Error(said);
  return {
    beginUrl,
    stop: async (): Promise<void> => {
      process.off("exit", abandon);
      child.kill("SIGINT");
      await once(child, "exit");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
