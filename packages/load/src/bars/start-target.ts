import { fork } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDemoState } from "@preau/demo/commands/demo-state";
import type { Target } from "../generator/scenario.ts";

/** Kept from one run to the next: the import takes a minute, sign-ins another. */
const DATA_DIR = fileURLToPath(new URL("../../../../.bench/schools", import.meta.url));
const SERVER = fileURLToPath(new URL("./serve-schools.ts", import.meta.url));

/** Of a server of the schools: the API, the issuer, the played federations, the inbox. Below those that the system lends. */
const TAKEN = [0, 1, 2, 9];
const FIRST_PORT = 21_000;

/** What a bar's server is built for: the throttles and concurrencies of its assembly follow from it. */
export interface StageSize {
  readonly users: number;
  readonly surge: number;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** Tokens name their issuer: the same port serves again whenever it can, so that those kept are still good. */
const portFor = async (dataDir: string): Promise<number> => {
  const used = Number(new URL(readDemoState(dataDir)?.baseUrl ?? "http://localhost:0").port);
  const candidates = [...(used > 0 ? [used] : []), ...Array.from({ length: 100 }, (_, rank) => FIRST_PORT + 10 * rank)];
  for (const port of candidates)
    if ((await Promise.all(TAKEN.map((offset) => isFree(port + offset)))).every(Boolean)) return port;
  throw new Error(`no free port from ${FIRST_PORT} on`);
};

/**
 * Starts a server of the two invented schools in a process of its own, on data kept under `.bench/schools`, and waits until it serves. Throws
 * when it ends before.
 */
export const startTarget = async (
  { users, surge }: StageSize,
  say: (line: string) => void,
  dataDir = DATA_DIR,
): Promise<{ readonly target: Target; readonly assembly: string; readonly pid: number; stop(): Promise<void> }> => {
  const port = await portFor(dataDir);
  const child = fork(SERVER, [dataDir, String(port), String(users), String(surge)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.on("message", (message: { readonly line?: string; readonly ready?: true }) => {
      if (message.line !== undefined) say(message.line);
      if (message.ready) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the server ended before it served (${code})`)));
  });
  const state = readDemoState(dataDir);
  if (state?.controlUrl === undefined) throw new Error("the server does not say where its control endpoint is");
  const { baseUrl, issuerUrl, controlUrl } = state;
  return {
    target: { baseUrl, issuerUrl, controlUrl, dataDir, accounts: [] },
    assembly: join(dataDir, "cdk.out"),
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
};
