import { expect, it } from "vitest";
import type { Firing, fireIntents } from "../fire-intents.ts";
import type { Trace } from "../trace.ts";
import { checkGenerator, GeneratorUnfit } from "./check-generator.ts";
import { stalledFor } from "./stalling-server.ts";

const asked = async ({ crowd, recorder }: Firing, atMs: number, countedFrom: () => number): Promise<void> => {
  const intent = crowd.next(atMs);
  recorder.fire(0, 0);
  const from = countedFrom();
  await intent.run();
  const trace: Trace = {
    intent,
    intendedAt: from,
    deadline: from,
    statuses: [200],
    attempts: 1,
    bytesIn: 0,
    bytesOut: 0,
    open: new Set(),
  };
  recorder.settle(0, { trace, served: true, latencyMs: performance.now() - from });
};

/** As many people as connections, each waiting for the answer before they want anything else. */
const closedLoop: typeof fireIntents = async (firing) => {
  firing.onStart?.(performance.now());
  for (const moment of firing.moments) await asked(firing, moment, () => performance.now());
};

/** Moments decided beforehand, but a few connections, and a stopwatch started when one is free. */
const fromActualSend: typeof fireIntents = async (firing) => {
  const startedAt = performance.now();
  firing.onStart?.(startedAt);
  const moments = firing.moments[Symbol.iterator]();
  const sender = async () => {
    for (let next = moments.next(); next.done !== true; next = moments.next()) {
      const early = startedAt + next.value - performance.now();
      if (early > 0) await new Promise((due) => setTimeout(due, early));
      await asked(firing, next.value, () => performance.now());
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
};

it("a request that comes into a stall waits for its end", () => {
  const stalls = { everyMs: 2000, stallMs: 400 };
  expect([0, 1599, 1601, 1999, 3700].map((since) => stalledFor(stalls, since))).toEqual([1, 1, 400, 2, 301]);
});

it("a generator that waits for answers before it asks again is found out", async () => {
  await expect(checkGenerator(closedLoop)).rejects.toThrow(GeneratorUnfit);
});

it("a generator that counts from when it could send is found out", async () => {
  await expect(checkGenerator(fromActualSend)).rejects.toThrow(GeneratorUnfit);
});

it("ours sees the whole wait of everybody whom the stall held up, or says that this machine is too busy to see anything", async () => {
  try {
    const { expectedP99Ms, measuredP99Ms } = await checkGenerator();
    expect(Math.abs(measuredP99Ms / expectedP99Ms - 1)).toBeLessThanOrEqual(0.1);
  } catch (error) {
    const [, seen, due] = /of (\d+) ms where (\d+) ms/.exec(String(error)) ?? [];
    expect(Number(seen)).toBeGreaterThan(Number(due));
  }
});
