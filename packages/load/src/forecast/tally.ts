import type { Priority } from "@preau/contract";

export const PRIORITIES = ["essential", "standard", "deferrable"] as const satisfies readonly Priority[];

/** Where something is refused; the first four words name the layer, the last what of it. */
export interface Throttle {
  readonly layer: "gateway" | "lambda" | "admission" | "table";
  /** `account`, a route, a function, a table, a kind of key, a level. */
  readonly where: string;
  /** Which limit says so. */
  readonly limit: string;
}

export interface ThrottleCount extends Throttle {
  count: number;
  /** Seconds from the start. */
  readonly firstAt: number;
}

/** Latencies in classes two in a hundred wide: enough for a 99th percentile, small enough for a million of them a second. */
const WIDTH = Math.log(1.02);
const LEAST_MS = 0.1;
const CLASSES = 720;

/** A second of one priority, counted by the moment its intents were wanted. */
export interface SecondTally {
  intents: number;
  attempts: number;
  served: number;
  refused: number;
  failed: number;
  readonly latencies: Uint32Array;
}

const emptySecond = (): SecondTally => ({
  intents: 0,
  attempts: 0,
  served: 0,
  refused: 0,
  failed: 0,
  latencies: new Uint32Array(CLASSES),
});

/** The latency below which a share of those counted lie, in milliseconds; 0 of none. */
export const percentileOf = (latencies: readonly Uint32Array[], share: number): number => {
  const all = latencies.reduce((sum, counts) => sum + counts.reduce((total, count) => total + count, 0), 0);
  let left = Math.ceil(all * share);
  if (all === 0) return 0;
  for (let at = 0; at < CLASSES; at += 1) {
    for (const counts of latencies) left -= counts[at] ?? 0;
    if (left <= 0) return LEAST_MS * Math.exp((at + 0.5) * WIDTH);
  }
  return LEAST_MS * Math.exp(CLASSES * WIDTH);
};

/** What came of a simulation, second by second and priority by priority. */
export const openTally = (seconds: number) => {
  const rows = new Map<Priority, readonly SecondTally[]>(
    PRIORITIES.map((priority) => [priority, Array.from({ length: seconds }, emptySecond)]),
  );
  const throttles = new Map<string, ThrottleCount>();
  const last = seconds - 1;
  const spare = emptySecond();
  return {
    rows,
    throttles,
    at: (priority: Priority, ms: number): SecondTally =>
      rows.get(priority)?.[Math.min(last, Math.max(0, Math.floor(ms / 1_000)))] ?? spare,
    latency: (row: SecondTally, ms: number): void => {
      const at = Math.floor(Math.log(Math.max(LEAST_MS, ms) / LEAST_MS) / WIDTH);
      row.latencies[Math.min(CLASSES - 1, at)] = (row.latencies[Math.min(CLASSES - 1, at)] ?? 0) + 1;
    },
    throttled: ({ layer, where, limit }: Throttle, ms: number): void => {
      const id = `${layer} ${where} ${limit}`;
      const known = throttles.get(id) ?? { layer, where, limit, count: 0, firstAt: ms / 1_000 };
      throttles.set(id, known);
      known.count += 1;
    },
  };
};

export type Tally = ReturnType<typeof openTally>;
