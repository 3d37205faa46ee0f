import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { FunctionModel } from "../assembly/functions.ts";
import type { InvocationLimits } from "../limits/invocation-limits.ts";
import { writeBootstrap } from "./bootstrap-program.ts";
import { type Environment, type Outcome, payloadLimitBytes, startEnvironment } from "./environment.ts";

/** The Lambda service refuses an invocation; `name` is the AWS exception, `status` its HTTP status. */
export class LambdaRefusal extends Error {
  readonly status: number;
  constructor(name: string, status: number, message: string) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export interface PoolOptions {
  readonly functions: readonly FunctionModel[];
  /** Variables that every function sees beside its own: engine addresses, school clock. */
  readonly variables: Record<string, string>;
  /** Where the program of the environments and what Node compiled of their bundles lie. */
  readonly programDirectory: string;
  /** Where each function's output goes, one file a function. */
  readonly logDirectory: string;
  /** An environment idle for longer is ended. */
  readonly idleMs: number;
  /** Processes at the same time, all functions together; further invocations wait their turn. */
  readonly maxProcesses: number;
  /** What AWS would refuse or slow down at this moment; undefined while no limits are on. */
  readonly limits?: () => InvocationLimits | undefined;
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

/** The Lambda service of one machine: warm environments are reused, last used first; idle ones are reaped. */
export function startPool(options: PoolOptions): Pool {
  for (const directory of [options.logDirectory, options.programDirectory]) mkdirSync(directory, { recursive: true });
  const program = writeBootstrap(options.programDirectory);
  const functions = new Map(options.functions.map((fn) => [fn.name, fn]));
  const logs = new Map(
    options.functions.map(({ name }) => [name, openSync(join(options.logDirectory, `${name}.log`), "a")]),
  );
  const running = new Map<string, number>();
  const idle: Environment[] = [];
  const busy = new Set<Environment>();
  const retiring = new Set<Environment>();
  const waiting: { fn: FunctionModel; go: (environment: Environment) => void; refuse: (error: Error) => void }[] = [];
  let begun = 0;
  let stopped = false;

  const start = (fn: FunctionModel): Environment => {
    const environment = startEnvironment(fn, program, options.variables, logs.get(fn.name) ?? 2);
    busy.add(environment);
    return environment;
  };

  const environmentsOf = (fn: FunctionModel) => [...idle, ...busy].filter((environment) => environment.fn === fn);

  /** Takes out the environment idle for longest, of those that need not be kept. */
  const evict = (limits: InvocationLimits | undefined): Environment | undefined => {
    if (limits === undefined) return idle.shift();
    const found = idle.findIndex(({ fn }) => environmentsOf(fn).length > limits.kept(fn));
    return found < 0 ? undefined : idle.splice(found, 1)[0];
  };

  const acquire = (fn: FunctionModel, limits: InvocationLimits | undefined): Environment | Promise<Environment> => {
    const warm = idle.findLastIndex((environment) => environment.fn === fn && environment.alive());
    const [reused] = warm < 0 ? [] : idle.splice(warm, 1);
    if (reused !== undefined) {
      busy.add(reused);
      return reused;
    }
    const coldMs = limits?.start(fn) ?? 0;
    const most = limits?.maxProcesses ?? options.maxProcesses;
    // At the cap the environment idle for longest gives its place.
    if (idle.length + busy.size >= most) evict(limits)?.kill();
    if (idle.length + busy.size < most) {
      const environment = start(fn);
      if (coldMs > 0) environment.notBefore = performance.now() + coldMs;
      return environment;
    }
    return new Promise((go, refuse) => waiting.push({ fn, go, refuse }));
  };

  const release = (environment: Environment): void => {
    busy.delete(environment);
    if (retiring.delete(environment)) environment.kill();
    const next = waiting.shift();
    if (next === undefined) {
      if (!environment.alive()) return;
      environment.idleSince = Date.now();
      idle.push(environment);
    } else if (next.fn === environment.fn && environment.alive()) {
      busy.add(environment);
      next.go(environment);
    } else {
      environment.kill();
      next.go(start(next.fn));
    }
  };

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
      environment = await acquire(fn, limits);
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
      if (environment !== undefined) release(environment);
    }
  };

  const reap = setInterval(
    () => {
      const limit = Date.now() - options.idleMs;
      const limits = options.limits?.();
      for (const environment of [...idle]) {
        const { fn, idleSince } = environment;
        if (environment.alive() && (idleSince > limit || environmentsOf(fn).length <= (limits?.kept(fn) ?? 0)))
          continue;
        idle.splice(idle.indexOf(environment), 1);
        environment.kill();
      }
    },
    Math.min(options.idleMs, 10_000),
  ).unref();

  const provision = async (name: string, count: number): Promise<void> => {
    const fn = functions.get(name);
    if (fn === undefined || stopped) return;
    const missing = count - environmentsOf(fn).filter((environment) => environment.alive()).length;
    const started = Array.from({ length: Math.max(0, missing) }, () => start(fn));
    await Promise.all(
      started.map(async (environment) => {
        await environment.loaded();
        release(environment);
      }),
    );
  };

  const renew = (): void => {
    for (const environment of idle.splice(0)) environment.kill();
    for (const environment of busy) retiring.add(environment);
  };

  const stop = async (graceMs: number): Promise<void> => {
    stopped = true;
    clearInterval(reap);
    for (const { refuse } of waiting.splice(0)) refuse(stopping());
    const end = Date.now() + graceMs;
    while (busy.size > 0 && Date.now() < end) await delay(10);
    for (const environment of [...idle, ...busy]) environment.kill();
    // Killed invocations still report their end into the log.
    while (busy.size > 0 && Date.now() < end + 1_000) await delay(5);
    for (const log of logs.values()) closeSync(log);
    logs.clear();
  };

  return {
    names: [...functions.keys()],
    invoke,
    running: () => [...running.values()].reduce((sum, count) => sum + count, 0),
    begun: () => begun,
    environments: (name) => [...idle, ...busy].filter(({ fn }) => fn.name === name).length,
    provision,
    renew,
    kill: (choose) => choose(busy.size > 0 ? [...busy] : idle)?.kill(),
    stop,
  };
}

function stopping(): LambdaRefusal {
  return new LambdaRefusal("ServiceException", 503, "The runtime is stopping");
}
