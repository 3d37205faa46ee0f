import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { FunctionModel } from "../assembly/functions.ts";
import { createAsyncInvoker } from "./invoke-async.ts";
import { type Pool, startPool } from "./pool.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-pool-test-"));
const pools: Pool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.stop(0);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const pids = `let calls = 0; export const handler = async ({ wait = 0 }) => {
  await new Promise((done) => setTimeout(done, wait)); return { pid: process.pid, calls: ++calls }; };`;

describe("an environment", { timeout: 20_000 }, () => {
  it("serves one invocation at a time and is used again once free", async () => {
    const pool = start([lambda("pids", pids)]);
    const [first, second] = await Promise.all([call(pool, "pids", { wait: 50 }), call(pool, "pids", { wait: 50 })]);
    expect(first.pid).not.toBe(second.pid);
    const again = await call(pool, "pids");
    expect([first.pid, second.pid]).toContain(again.pid);
    expect(again.calls).toBe(2);
    expect(pool.environments("pids")).toBe(2);
  });

  it("that was used last is used first", async () => {
    const pool = start([lambda("pids", pids)]);
    const ended: number[] = [];
    await Promise.all([30, 30].map(async (wait) => ended.push((await call(pool, "pids", { wait })).pid)));
    expect((await call(pool, "pids")).pid).toBe(ended[1]);
    expect((await call(pool, "pids")).pid).toBe(ended[1]);
  });

  it("is ended when it has been idle for too long", async () => {
    const pool = start([lambda("pids", pids)], { idleMs: 30 });
    const first = await call(pool, "pids");
    await expect.poll(() => pool.environments("pids")).toBe(0);
    expect((await call(pool, "pids")).pid).not.toBe(first.pid);
  });

  it("is killed at the timeout, and the next invocation gets a fresh one", async () => {
    const hang = lambda("hang", "export const handler = ({ go }) => go || new Promise(() => { for (;;); });", {
      timeoutMs: 150,
    });
    const pool = start([hang]);
    const outcome = await pool.invoke("hang", "{}");
    expect(outcome.failed).toBe(true);
    expect(JSON.parse(outcome.payload)).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: "Task timed out after 0.15 seconds",
    });
    expect(await pool.invoke("hang", '{"go":1}')).toEqual({ failed: false, payload: "1" });
  });

  it("that exits tells its status, and is replaced", async () => {
    const pool = start([lambda("exit", "export const handler = async ({ code }) => code && process.exit(code);")]);
    const outcome = await pool.invoke("exit", '{"code":7}');
    expect(JSON.parse(outcome.payload)).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: "Runtime exited with error: exit status 7",
    });
    expect(await pool.invoke("exit", "{}")).toEqual({ failed: false, payload: "null" });
  });

  it("that cannot load its module says why", async () => {
    const broken = lambda("broken", "throw new RangeError('TABLE_NAME manque');");
    const pool = start([
      broken,
      lambda("empty", "export const other = 1;"),
      { ...broken, name: "absent", handler: "nowhere.handler" },
    ]);
    const errors = await Promise.all(
      ["broken", "empty", "absent"].map(async (name) => JSON.parse((await pool.invoke(name, "{}")).payload)),
    );
    expect(errors[0]).toMatchObject({ errorType: "RangeError", errorMessage: "TABLE_NAME manque" });
    expect(errors.slice(1).map(({ errorType }) => errorType)).toEqual([
      "Runtime.HandlerNotFound",
      "Runtime.ImportModuleError",
    ]);
  });

  it("writes what the function prints, and a report, into the function's log", async () => {
    const pool = start([lambda("talk", "export const handler = async () => console.log('bonjour');")]);
    await pool.invoke("talk", "{}");
    const log = () => readFileSync(join(directory, "logs", "talk.log"), "utf8");
    await expect.poll(log).toContain("bonjour\n");
    expect(log()).toMatch(/REPORT RequestId: [-0-9a-f]+\tDuration: [\d.]+ ms\tInit Duration: [\d.]+ ms\n/);
  });
});

describe("the pool", { timeout: 20_000 }, () => {
  it("never runs more processes than allowed: others wait their turn, in order", async () => {
    const pool = start([lambda("pids", pids), lambda("more", pids)], { maxProcesses: 1 });
    const order: number[] = [];
    const calls = ["pids", "pids", "more", "pids"].map(async (name, index) => {
      await call(pool, name, { wait: 5 });
      order.push(index);
      expect(pool.environments("pids") + pool.environments("more")).toBe(1);
    });
    expect(pool.running()).toBe(4);
    await Promise.all(calls);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it("gives the place of an idle environment to another function when it is full", async () => {
    const pool = start([lambda("pids", pids), lambda("more", pids)], { maxProcesses: 1 });
    await call(pool, "pids");
    await call(pool, "more");
    expect([pool.environments("pids"), pool.environments("more")]).toEqual([0, 1]);
  });

  it("refuses beyond the reserved concurrency, and what nobody could run", async () => {
    const pool = start([lambda("pids", pids, { reservedConcurrency: 1 })]);
    const first = pool.invoke("pids", '{"wait":50}');
    await expect(pool.invoke("pids", "{}")).rejects.toMatchObject({ name: "TooManyRequestsException", status: 429 });
    await first;
    await expect(pool.invoke("nobody", "{}")).rejects.toMatchObject({ status: 404 });
    await expect(pool.invoke("pids", JSON.stringify("x".repeat(6_300_000)))).rejects.toMatchObject({ status: 413 });
  });

  it("lets invocations finish when it stops, but not for ever", async () => {
    const pool = start([lambda("pids", pids)]);
    const short = call(pool, "pids", { wait: 100 });
    const long = pool.invoke("pids", '{"wait":5000}');
    await call(pool, "pids");
    await pool.stop(1_000);
    expect((await short).calls).toBe(1);
    expect((await long).failed).toBe(true);
    await expect(pool.invoke("pids", "{}")).rejects.toMatchObject({ status: 503 });
  });
});

it("an asynchronous event is tried three times, then its failure is told", async () => {
  const pool = start([
    lambda("fail", "let n = 0; export const handler = async () => { throw new Error(String(++n)); };"),
  ]);
  const invoker = createAsyncInvoker(pool);
  const error = await new Promise<string>((told) => invoker.invoke("fail", "{}", async (last) => told(last)));
  expect(JSON.parse(error)).toMatchObject({ errorMessage: "3" });
});

function start(functions: FunctionModel[], options: { idleMs?: number; maxProcesses?: number } = {}): Pool {
  const pool = startPool({
    functions,
    variables: {},
    programDirectory: directory,
    logDirectory: join(directory, "logs"),
    idleMs: 60_000,
    maxProcesses: 24,
    ...options,
  });
  pools.push(pool);
  return pool;
}

function lambda(name: string, source: string, settings: Partial<FunctionModel> = {}): FunctionModel {
  const home = join(directory, name);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "index.mjs"), source);
  return {
    name,
    directory: home,
    handler: "index.handler",
    memoryMb: 128,
    timeoutMs: 10_000,
    variables: {},
    ...settings,
  };
}

async function call(pool: Pool, name: string, event: object = {}): Promise<{ pid: number; calls: number }> {
  return JSON.parse((await pool.invoke(name, JSON.stringify(event))).payload);
}
