import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { FunctionModel } from "../assembly/functions.ts";
import type { InvocationLimits } from "../limits/invocation-limits.ts";
import { writeBootstrap } from "./bootstrap-program.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { stopping } from "./lambda-refusal.ts";

export interface FleetOptions {
  /** Variables that every function sees beside its own: engine addresses, school clock. */
  readonly variables: Record<string, string>;
  /** Where the program of the environments and what Node compiled of their bundles lie. */
  readonly programDirectory: string;
  /** An environment idle for longer is ended. */
  readonly idleMs: number;
  /** Processes at the same time, all functions together; further invocations wait their turn. */
  readonly maxProcesses: number;
  /** What AWS would refuse or slow down at this moment; undefined while no limits are on. */
  readonly limits?: () => InvocationLimits | undefined;
}

/**
 * Environments that load their module at once. On AWS one that starts takes nothing from the others; here it takes a core for a third of a
 * second, and a burst of them would slow down what is warm, which calls for more of them.
 */
const STARTING_AT_MOST = Math.max(1, availableParallelism() - 1);

/**
 * Environments of one function that a machine makes use of at once. On AWS each has a processor of its own; here more of them take turns on the same
 * cores, each with its own compiler to warm up and its own caches. Who comes next waits for one of these, a little; then one more starts, for they
 * may all be waiting for something.
 */
const TOGETHER = 2 * availableParallelism();
const PATIENCE_MS = 500;

/** An invocation that waits for its environment. */
interface Waiter {
  readonly fn: FunctionModel;
  /** Whether it wants one of its own, not one that becomes free meanwhile. */
  readonly fresh: boolean;
  /** `performance.now()` before which what is started for it serves nothing. */
  readonly notBefore: number;
  /** `performance.now()` from which an environment is started for it however many there are. */
  readonly startFrom: number;
  go(environment: Environment): void;
  refuse(error: Error): void;
}

/** The environments of all functions: warm ones are reused, last used first; those idle for long are ended. */
export function openFleet(options: FleetOptions, logOf: (fn: FunctionModel) => number) {
  mkdirSync(options.programDirectory, { recursive: true });
  const program = writeBootstrap(options.programDirectory);
  const idle: Environment[] = [];
  const busy = new Set<Environment>();
  const retiring = new Set<Environment>();
  const starting = new Set<Environment>();
  const waiting: Waiter[] = [];

  const start = ({ fn, notBefore }: Waiter): Environment => {
    const environment = startEnvironment(fn, program, options.variables, logOf(fn));
    environment.notBefore = notBefore;
    busy.add(environment);
    starting.add(environment);
    void environment.loaded().then(() => {
      starting.delete(environment);
      startNext();
    });
    return environment;
  };

  const of = (fn: FunctionModel) => [...idle, ...busy].filter((environment) => environment.fn === fn);

  /** Takes out the environment idle for longest, of those that need not be kept. */
  const evict = (limits: InvocationLimits | undefined): Environment | undefined => {
    if (limits === undefined) return idle.shift();
    const found = idle.findIndex(({ fn }) => of(fn).length > limits.kept(fn));
    return found < 0 ? undefined : idle.splice(found, 1)[0];
  };

  const acquire = (fn: FunctionModel, limits: InvocationLimits | undefined): Environment | Promise<Environment> => {
    const warm = idle.findLastIndex((environment) => environment.fn === fn && environment.alive());
    const [reused] = warm < 0 ? [] : idle.splice(warm, 1);
    if (reused !== undefined) {
      busy.add(reused);
      return reused;
    }
    const now = performance.now();
    if (limits !== undefined) return wait({ fn, fresh: false, notBefore: now + limits.start(fn), startFrom: now });
    const isCrowded = of(fn).length >= TOGETHER;
    if (isCrowded) setTimeout(startNext, PATIENCE_MS + 1).unref();
    return wait({ fn, fresh: false, notBefore: now, startFrom: isCrowded ? now + PATIENCE_MS : now });
  };

  const wait = (wanted: Omit<Waiter, "go" | "refuse">): Promise<Environment> =>
    new Promise((go, refuse) => {
      waiting.push({ ...wanted, go, refuse });
      startNext();
    });

  /** Starts environments for those who wait, in their order, as far as processes and cores allow. */
  const startNext = (): void => {
    const limits = options.limits?.();
    const most = limits?.maxProcesses ?? options.maxProcesses;
    while (starting.size < STARTING_AT_MOST) {
      const due = waiting.findIndex(({ fn, startFrom }) => startFrom <= performance.now() || of(fn).length < TOGETHER);
      if (due < 0) return;
      // At the cap the environment idle for longest gives its place.
      if (idle.length + busy.size >= most) evict(limits)?.kill();
      if (idle.length + busy.size >= most) return;
      const [next] = waiting.splice(due, 1);
      next?.go(start(next));
    }
  };

  const release = (environment: Environment): void => {
    busy.delete(environment);
    if (retiring.delete(environment)) environment.kill();
    if (environment.alive()) {
      const most = options.limits?.()?.maxProcesses ?? options.maxProcesses;
      const isFull = idle.length + busy.size + 1 >= most && starting.size < STARTING_AT_MOST;
      // Where there is room for no other process, whoever waits longest is next, whatever it asks for.
      const found = (isFull ? waiting.slice(0, 1) : waiting).findIndex(
        ({ fn, fresh }) => fn === environment.fn && !fresh,
      );
      const [next] = found < 0 ? [] : waiting.splice(found, 1);
      if (next !== undefined) {
        busy.add(environment);
        next.go(environment);
        return;
      }
      environment.idleSince = Date.now();
      idle.push(environment);
    }
    startNext();
  };

  const reap = setInterval(
    () => {
      const limit = Date.now() - options.idleMs;
      const limits = options.limits?.();
      for (const environment of [...idle]) {
        const { fn, idleSince } = environment;
        if (environment.alive() && (idleSince > limit || of(fn).length <= (limits?.kept(fn) ?? 0))) continue;
        idle.splice(idle.indexOf(environment), 1);
        environment.kill();
      }
    },
    Math.min(options.idleMs, 10_000),
  ).unref();

  /** Starts environments of a function until there are so many; resolves once their modules are loaded. */
  const provision = async (fn: FunctionModel, count: number): Promise<void> => {
    const alive = of(fn).filter((environment) => environment.alive()).length;
    const missing = count - alive - waiting.filter((one) => one.fn === fn && one.fresh).length;
    const started = Array.from({ length: Math.max(0, missing) }, async () => {
      const environment = await wait({ fn, fresh: true, notBefore: 0, startFrom: 0 });
      await environment.loaded();
      release(environment);
    });
    await Promise.all(started);
  };

  const renew = (): void => {
    for (const environment of idle.splice(0)) environment.kill();
    for (const environment of busy) retiring.add(environment);
  };

  const end = async (graceMs: number): Promise<void> => {
    clearInterval(reap);
    for (const { refuse } of waiting.splice(0)) refuse(stopping());
    const last = Date.now() + graceMs;
    while (busy.size > 0 && Date.now() < last) await delay(10);
    for (const environment of [...idle, ...busy]) environment.kill();
    // Killed invocations still report their end into the log.
    while (busy.size > 0 && Date.now() < last + 1_000) await delay(5);
  };

  return {
    acquire,
    release,
    provision,
    renew,
    end,
    of,
    kill: (choose: (among: readonly Environment[]) => Environment | undefined): void =>
      choose(busy.size > 0 ? [...busy] : idle)?.kill(),
  };
}
