import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ActionName } from "./figures.ts";
import { hammer, type Volley } from "./hammer.ts";
import { type Ground, shotsOf } from "./shots.ts";

/** What a process of its own is asked to do: the runtime's must not wait for whoever tries it. */
interface Order {
  readonly action: ActionName;
  readonly ground: Ground;
  readonly connections: number;
  /** The first is not counted. */
  readonly seconds: readonly number[];
}

/** Hammers from another process, once for each length given, and resolves with what each got. Rejects when that process dies. */
export const askAside = (order: Order): Promise<readonly Volley[]> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), { env: { ...process.env, PREAU_HAMMER: "1" } });
    child.once("message", (volleys) => resolve(volleys as readonly Volley[]));
    child.once("exit", (code) => reject(new Error(`the process that asks ended (${code})`)));
    child.send(order);
  });

if (process.env.PREAU_HAMMER === "1")
  process.once("message", async ({ action, ground, connections, seconds }: Order) => {
    const shotOf = shotsOf(action, ground, connections);
    const volleys: Volley[] = [];
    for (const length of seconds) volleys.push(await hammer(ground.origin, connections, length, shotOf));
    process.send?.(volleys, () => process.exit(0));
  });
