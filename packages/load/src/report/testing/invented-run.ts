import type { Priority } from "@preau/contract";
import type { MeasuredSecond } from "@preau/local/limits/measured";
import type { OperationRecord, PhaseRecord, PrioritySecond, RunRecord, SecondRecord } from "../../run/run-record.ts";
import { PRIORITIES, totalsOf } from "../run-totals.ts";
import { measuredOf } from "./invented-second.ts";

const MIX: readonly {
  readonly operation: string;
  readonly priority: Priority;
  readonly share: number;
  readonly alone: number;
}[] = [
  { operation: "attendance.submitRollCall", priority: "essential", share: 0.04, alone: 24 },
  { operation: "timetable.readLessons", priority: "essential", share: 0.24, alone: 9 },
  { operation: "home.readHome", priority: "standard", share: 0.42, alone: 12 },
  { operation: "notices.listNotices", priority: "standard", share: 0.15, alone: 14 },
  { operation: "directory.searchPeople", priority: "deferrable", share: 0.15, alone: 30 },
];
/** What a person waits for an answer, attempts included. */
const BUDGET_MS = 10_000;
const ROLES = ["guardian", "pupil", "teacher"] as const;
const SCHOOLS = ["0990001N", "0990002P"] as const;

/** A draw between 0 and 1 from a seed (mulberry32): the same run for the same seed. */
const drawFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** What a server of so many requests a second does of a load, with admission or, like a pool with an endless queue, without. */
export interface Shape {
  readonly baseRate: number;
  readonly surge: number;
  readonly capacity: number;
  readonly admission: boolean;
  /** Seconds of calm, of surge and of calm again. */
  readonly lengths: readonly [number, number, number];
  readonly seed: number;
}

export const ADMITTED: Shape = {
  baseRate: 12,
  surge: 10,
  capacity: 48,
  admission: true,
  lengths: [60, 120, 60],
  seed: 5,
};
export const FIXED_POOL: Shape = { ...ADMITTED, admission: false };
export const TEN_MINUTES: Shape = { ...ADMITTED, lengths: [120, 300, 180] };

const phasesOf = ({ baseRate, surge, lengths: [before, during, after] }: Shape): readonly PhaseRecord[] => [
  { name: "ordinary", fromSecond: 0, toSecond: before, rate: baseRate },
  { name: "surge", fromSecond: before, toSecond: before + during, rate: baseRate * surge },
  { name: "descent", fromSecond: before + during, toSecond: before + during + after, rate: baseRate },
];

/** Believable figures of a run: arrivals that vary, a capacity, refusals of the deferrable first, or a queue that outlives its surge. */
export const inventedRun = (shape: Shape): RunRecord => {
  const draw = drawFrom(shape.seed);
  const phases = phasesOf(shape);
  const start = Date.parse("2026-11-22T08:00:00.000Z");
  const kept = new Map<string, { intents: number; served: number; refused: number; failed: number }>();
  const seconds: SecondRecord[] = [];
  const measured: MeasuredSecond[] = [];
  let queue = 0;
  for (const { fromSecond, toSecond, rate } of phases)
    for (let second = fromSecond; second < toSecond; second += 1) {
      const arrivals = Math.round(rate * (0.85 + 0.3 * draw()));
      let room = shape.capacity;
      const waiting = shape.admission ? 0 : queue / shape.capacity;
      const byPriority: Record<Priority, PrioritySecond> = { essential: none(), standard: none(), deferrable: none() };
      for (const { operation, priority, share, alone } of MIX) {
        const intents = Math.round(arrivals * share);
        const inTime = waiting < 10 ? Math.min(intents, Math.max(0, Math.floor(room))) : 0;
        room -= shape.admission ? inTime : 0;
        const lost = intents - inTime;
        const refused = shape.admission ? lost * 2 : 0;
        const before = byPriority[priority];
        const median = Math.min(BUDGET_MS, (alone + waiting * 1_000) * (0.9 + 0.2 * draw()));
        byPriority[priority] = {
          intents: before.intents + intents,
          attempts: before.attempts + intents + refused,
          served: before.served + inTime,
          refused: before.refused + refused,
          failed: before.failed + lost,
          p50: Math.max(before.p50, median),
          p99: Math.max(before.p99, Math.min(BUDGET_MS, median * (2.5 + 2 * draw()))),
        };
        const sums = kept.get(operation) ?? { intents: 0, served: 0, refused: 0, failed: 0 };
        kept.set(operation, {
          intents: sums.intents + intents,
          served: sums.served + inTime,
          refused: sums.refused + refused,
          failed: sums.failed + lost,
        });
      }
      queue = Math.max(0, queue + arrivals - shape.capacity);
      seconds.push({ second, byPriority, inFlight: shape.admission ? Math.round(arrivals / 10) : queue });
      measured.push(
        measuredOf(
          start + second * 1_000,
          Math.min(arrivals, shape.capacity),
          second === fromSecond && second > 0,
          draw,
        ),
      );
    }
  const operations = MIX.map((one) =>
    operationOf(one, kept.get(one.operation) ?? { intents: 0, served: 0, refused: 0, failed: 0 }),
  );
  return {
    version: 1,
    scenario: {
      name: shape.admission ? "surge10" : "fixed-pool",
      title: shape.admission ? "Ten times the load" : "The same, a fixed pool",
      phases,
    },
    target: {
      url: "http://localhost:8080",
      local: true,
      limits: {
        concurrency: 20,
        startsPer10s: 20,
        requestsPerConcurrency: 10,
        gateway: { rate: 200, burst: 400, routeShare: 0.01 },
        coldStart: { medianMs: 240, p99Ms: 700 },
        coreShare: 0.29,
        partition: { readUnits: 30, writeUnits: 10 },
        table: { readUnits: 120, writeUnits: 40, peakMs: 1_800_000 },
        reservedShare: 0.02,
        ...(shape.admission ? {} : { fixedPool: 20 }),
      },
    },
    startedAt: new Date(start).toISOString(),
    seed: shape.seed,
    machine: { processor: "An invented one", cores: 2, node: "v24.0.0", commit: "0000000", load: 0.2 },
    selfCheck: { expectedP99Ms: 980, measuredP99Ms: 975 },
    lateShare: 0.0004,
    seconds,
    priorities: PRIORITIES.map((priority) => ({
      priority,
      ...totalsOf(seconds, priority),
      latencyMs: { p50: 11, p90: 31, p99: 62, max: 140 },
    })),
    operations,
    categories: operations.flatMap(({ operation, intents, refused, served }) =>
      ROLES.flatMap((role) =>
        SCHOOLS.map((schoolId) => ({
          operation,
          role,
          schoolId,
          intents: intents / 6,
          refused: refused / 6,
          served: served / 6,
        })),
      ),
    ),
    writes: { acknowledged: 412, lost: 0, doubled: 0 },
    measured,
  };
};

const none = (): PrioritySecond => ({ intents: 0, attempts: 0, served: 0, refused: 0, failed: 0, p50: 0, p99: 0 });

const operationOf = (
  { operation, priority, alone }: (typeof MIX)[number],
  sums: { readonly intents: number; readonly served: number; readonly refused: number; readonly failed: number },
): OperationRecord => ({
  operation,
  priority,
  ...sums,
  attempts: sums.intents + sums.refused,
  unchanged: Math.floor(sums.served / 3),
  bytesIn: sums.served * 2_100,
  bytesOut: sums.intents * 600,
  latencyMs: { p50: alone, p90: alone * 2, p99: alone * 4, max: alone * 9 },
  statuses: { 200: sums.served, 503: sums.refused, 0: sums.failed },
});
