import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Random } from "@preau/demo/world/random";
import { bundleWorker } from "./bundle-worker.ts";
import type { Misfortunes } from "./unreliable-wire.ts";

export interface WorkerOptions {
  readonly seed: number;
  readonly often: Misfortunes;
  readonly bug?: string;
}

/** What a worker is asked: a call as the gateway makes it, changes as the stream tells them, or what stands of a pupil's day. */
export interface Job {
  readonly id: number;
  readonly kind: "call" | "changes" | "confirm";
  readonly event: object;
}

type Told = { readonly befell: keyof Misfortunes } | { readonly id: number; readonly answer: unknown } | object;

interface Worker {
  readonly process: ChildProcess;
  readonly waiting: Map<number, (answer: unknown) => void>;
}

/**
 * Processes that serve the API and follow the stream. One that dies is replaced, and whatever it held is answered by nothing
 * (undefined): its callers do not know whether it took place.
 */
export const openWorkers = async (
  { size, env, ...options }: Omit<WorkerOptions, "seed"> & { readonly size: number; readonly env: NodeJS.ProcessEnv },
  random: Random,
) => {
  const befell = new Map<keyof Misfortunes, number>();
  const working: Worker[] = [];
  let stopping = false;
  let jobs = 0;
  let restarts = Promise.resolve();

  const count = (what: keyof Misfortunes): void => void befell.set(what, (befell.get(what) ?? 0) + 1);
  const hear = ({ waiting }: Worker, told: Told): void => {
    if ("befell" in told) count(told.befell);
    if (!("id" in told)) return;
    waiting.get(told.id)?.(told.answer);
    waiting.delete(told.id);
  };
  const program = await bundleWorker();
  const start = async (): Promise<void> => {
    const settings: WorkerOptions = { ...options, seed: random.int(2 ** 31) };
    const child = fork(program, [JSON.stringify(settings)], {
      env,
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const worker: Worker = { process: child, waiting: new Map() };
    const died = once(child, "exit");
    child.on("exit", (_code, signal) => {
      if (signal === "SIGKILL") count("killed");
      // One that never began would never begin.
      if (!working.includes(worker)) return;
      working.splice(working.indexOf(worker), 1);
      for (const lost of worker.waiting.values()) lost(undefined);
      if (!stopping) restarts = restarts.then(start);
    });
    const ready = await Promise.race([once(child, "message"), died.then(() => undefined)]);
    if (ready === undefined) throw new Error("a worker ended before it began");
    child.on("message", (told: Told) => hear(worker, told));
    working.push(worker);
  };
  await Promise.all(Array.from({ length: size }, start));

  return {
    befell,
    /** Gives a job to one of those alive. */
    ask: async (kind: Job["kind"], event: object): Promise<unknown> => {
      while (working.length === 0) await restarts;
      const { process: child, waiting } = random.pick(working);
      jobs += 1;
      const id = jobs;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, kind, event }, (error) => {
          if (error === null) return;
          waiting.delete(id);
          // Whoever asks again at once would never let the news of this death arrive.
          setImmediate(resolve, undefined);
        });
      });
    },
    stop: async (): Promise<void> => {
      stopping = true;
      await restarts;
      await Promise.all(
        working.map(async ({ process: child }) => {
          const ended = once(child, "exit");
          child.disconnect();
          await ended;
        }),
      );
    },
  };
};

export type Workers = Awaited<ReturnType<typeof openWorkers>>;
