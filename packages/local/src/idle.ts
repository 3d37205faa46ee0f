import { setTimeout as delay } from "node:timers/promises";
import type { AsyncInvoker } from "./lambda/invoke-async.ts";
import type { Pool } from "./lambda/pool.ts";
import type { Poller } from "./sources/poller.ts";

/**
 * Resolves once nothing moves: a round that began at rest, found every source drained, and during which no invocation
 * began. Nothing else can set the runtime in motion but a request from outside.
 */
export async function untilIdle(pool: Pool, invoker: AsyncInvoker, pollers: readonly Poller[]): Promise<void> {
  for (;;) {
    while (pool.running() > 0 || invoker.pending() > 0) await delay(5);
    const begun = pool.begun();
    await Promise.all(pollers.map((poller) => poller.drained()));
    if (pool.running() === 0 && invoker.pending() === 0 && pool.begun() === begun) return;
  }
}
