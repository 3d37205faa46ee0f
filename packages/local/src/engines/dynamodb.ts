import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { dynoxideBinary, noEngineMessage } from "./dynoxide-binary.ts";
import { freePort } from "./free-port.ts";
import { endStaleEngine, forgetEngine, recordEngine } from "./stale-engine.ts";
import { openStreamEnds, type StreamEnds } from "./stream-ends.ts";
import { watchdog } from "./watchdog.ts";

export interface Dynamodb {
  readonly endpoint: string;
  /** Of its process, where it is ours. */
  readonly pid?: number | undefined;
  /** Where its file is ours. */
  readonly streamEnds?: StreamEnds;
  stop(): Promise<void>;
}

/**
 * Starts a DynamoDB engine on 127.0.0.1 and resolves once it answers.
 * `file` keeps the data between runs; without it the data lies in a temporary directory erased by `stop`.
 * Where the embedded engine does not exist, PREAU_DYNAMODB_ENDPOINT is used as it is and never stopped.
 * Throws an error that tells what to install when neither is there.
 */
export async function startDynamodb(options: { file?: string; port?: number } = {}): Promise<Dynamodb> {
  const binary = dynoxideBinary();
  if (binary === undefined) {
    const endpoint = process.env.PREAU_DYNAMODB_ENDPOINT;
    if (endpoint) return { endpoint, stop: async () => {} };
    throw new Error(noEngineMessage);
  }
  const temporary = options.file === undefined ? mkdtempSync(join(tmpdir(), "preau-dynamodb-")) : undefined;
  const file = resolve(options.file ?? join(temporary ?? "", "dynamodb.sqlite"));
  mkdirSync(dirname(file), { recursive: true });
  endStaleEngine(file);

  const port = options.port || (await freePort());
  // Its own process group: Ctrl-C in the terminal must reach us first, so that writers stop before their store.
  const child = spawn(binary, ["--host", "127.0.0.1", "--port", String(port), "--db-path", file], {
    detached: true,
    stdio: "ignore",
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()).once("error", () => done()));
  const callOff = child.pid === undefined ? () => {} : watchdog(child.pid);
  let streamEnds: StreamEnds | undefined;
  const stop = async () => {
    streamEnds?.close();
    child.kill("SIGTERM");
    const patience = setTimeout(() => child.kill("SIGKILL"), 2_000);
    await ended;
    clearTimeout(patience);
    callOff();
    forgetEngine(file);
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  };

  const endpoint = `http://127.0.0.1:${port}`;
  try {
    if (child.pid !== undefined) recordEngine(file, child.pid);
    await untilItAnswers(endpoint, child);
    indexStreamRecords(file);
    streamEnds = openStreamEnds(file);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, pid: child.pid, streamEnds, stop };
}

async function untilItAnswers(endpoint: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(endpoint).catch(() => undefined);
    await answer?.text();
    if (answer?.ok) return;
    await delay(10);
  }
  throw new Error(
    `The DynamoDB engine does not answer at ${endpoint}: its port is taken, or its data cannot be read (npm start -- --fresh erases it).`,
  );
}

/** Every write of the engine reads the greatest sequence number of its stream: without this index it slows down with age. */
function indexStreamRecords(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA busy_timeout = 2000");
  database.exec("CREATE INDEX IF NOT EXISTS sr_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))");
  database.close();
}
