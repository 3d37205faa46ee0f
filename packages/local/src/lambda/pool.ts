import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FunctionModel } from "../assembly/functions.ts";
import { type Environment, type Outcome, payloadLimitBytes } from "./environment.ts";
import { type FleetOptions, openFleet } from "./fleet.ts";
import { LambdaRefusal, stopping } from "./lambda-refusal.ts";

export interface PoolOptions extends FleetOptions {
  readonly functions: readonly FunctionModel[];
  /** Where each function's output goes, one file a function. */
  readonly logDirectory: string;
}

export interface Pool {
  readonly names: readonly string[];
  /** Runs a function on a JSON text. Throws LambdaRefusal: unknown function, concurrency reached, payload too large. */
  invoke(name: string, payload: string): Promise<Outcome>;
  /** Invocations running or waiting for a process. */
  running(): number;
  /** Invocations begun since the start: tells whether anything happened between two looks. */
  begun(): number;
  /** Environments alive, for tests and reports. */
  environments(name: string): number;
  /** Starts environments of a function until there are so many; resolves once their modules are loaded. */
  provision(name: string, count: number): Promise<void>;
  /** Ends every environment, busy ones after their invocation: the next ones see today's variables. */
  renew(): void;
  /** Kills the environment that `choose` takes, among the busy ones if there are any. */
  kill(choose: (among: readonly Environment[]) => Environment | undefined): void;
  /** Refuses new invocations, lets the current ones finish for at most `graceMs`, then ends every process. */
  stop(graceMs: number): Promise<void>;
}

/** The Lambda service of one machine. */
export function startPool(options: PoolOptions): Pool {
  mkdirSync(options.logDirectory, { recursive: true });
  const functions = new Map(options.functions.map((fn) => [fn.name, fn]));
  const logs = new Map(
    options.functions.map(({ name }) => [name, openSync(join(options.logDirectory, `${name}.log`), "a")]),
  );
  const fleet = openFleet(options, ({ name }) => logs.get(name) ?? 2);
  const running = new Map<string, number>();
  let begun = 0;
  let stopped = false;

  const invoke = async (name: string, payload: string): Promise<Outcome> => {
    const fn = functions.get(name);
    if (fn === undefined) throw new LambdaRefusal("ResourceNotFoundException", 404, `Function not found: ${name}`);
    if (stopped) throw stopping();
    if (Buffer.byteLength(payload) > payloadLimitBytes) {
      throw new LambdaRefusal(
        "RequestTooLargeException",
        413,
        "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
      );
    }
    const limits = options.limits?.();
    const current = running.get(name) ?? 0;
    if (limits === undefined && current >= (fn.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
      throw new LambdaRefusal("TooManyRequestsException", 429, "Rate Exceeded.");
    }
    const turn = limits?.enter(fn);
    running.set(name, current + 1);
    begun++;
    let environment: Environment | undefined;
    try {
      if (turn !== undefined) await turn;
      if (stopped) throw stopping();
      environment = await fleet.acquire(fn, limits);
      if (limits === undefined) return await environment.invoke(randomUUID(), payload);
      const coldMs = environment.notBefore - performance.now();
      if (coldMs > 0) await delay(coldMs);
      const begun = performance.now();
      const outcome = await environment.invoke(randomUUID(), payload, true);
      await limits.hold(fn, begun, outcome.cpuMs);
      return outcome;
    } finally {
      limits?.leave(fn);
      running.set(name, (running.get(name) ?? 1) - 1);
      if (environment !== undefined) fleet.release(environment);
    }
  };

  return {
    names: [...functions.keys()],
    invoke,
    running: () => [...running.values()].reduce((sum, count) => sum + count, 0),
    begun: () => begun,
    environments: (name) => {
      const fn = functions.get(name);
      return fn === undefined ? 0 : fleet.of(fn).length;
    },
    provision: async (name, count) => {
      const fn = functions.get(name);
      if (fn !== undefined && !stopped) await fleet.provision(fn, count);
    },
    renew: fleet.renew,
    kill: fleet.kill,
    stop: async (graceMs) => {
      stopped = true;
      await fleet.end(graceMs);
      for (const log of logs.values()) closeSync(log);
      logs.clear();
    },
  };
}
