import type { Measured } from "../measured/measured.ts";
import type { RunRecord } from "../run/run-record.ts";
import { heldInRun, timedAsHeld } from "./held-in-run.ts";
import type { Broken, FunctionSize, Model } from "./model.ts";
import { operationsOf } from "./operations-of.ts";
import { coreOfSize } from "./service-times.ts";
import { functionsOf, routesThrottled, type StageSize } from "./stage-sizes.ts";

/** What the local runtime keeps idle, and what its wire and its gateway add for a client of this machine. */
const IDLE_MS = 300_000;
const OUTSIDE_MS = 6;
const THINK = { medianMs: 8_000, sigma: 0.8 };
/** The invented schools of the demonstration. */
const SCHOOLS = [0.55, 0.45];
const MINUTE_MS = 60_000;

const scaled = (size: FunctionSize, share: number, reserved: Readonly<Record<string, number>>): FunctionSize => {
  const { reserved: built, provisioned, ...others } = size;
  const own = reserved[size.name] ?? (built === undefined ? undefined : Math.round(built * share));
  const kept = provisioned === 0 ? 0 : Math.max(1, Math.round(provisioned * share));
  return { ...others, ...(own !== undefined && { reserved: own }), provisioned: kept };
};

/**
 * The model of a local run: the people who came (its intents, second by second and by operation), the limits it ran under, and how long
 * its functions held an environment. What the forecast has to find by itself is what was refused, tried again, served and waited for.
 */
export const runModel = (
  measured: Measured,
  record: RunRecord,
  { stage, seed, broken }: { readonly stage: StageSize; readonly seed: number; readonly broken?: Broken | undefined },
) => {
  const { limits } = record.target;
  if (limits === undefined) throw new Error("the run had no limits: there is nothing to forecast");
  if (limits.fixedPool !== undefined) throw new Error("the run had a fixed pool, which is no system of ours");
  const all = record.operations.reduce((sum, { intents }) => sum + intents, 0);
  const shares = new Map(record.operations.map(({ operation, intents }) => [operation, intents / all]));
  const { operations, unknown } = operationsOf(measured, shares);
  const { gateway, coldStart, coreShare, partition, table, startsPer10s, requestsPerConcurrency } = limits;
  const sizes = functionsOf(stage).map((size) => scaled(size, limits.reservedShare, limits.reserved ?? {}));
  const coreOf = (name: string): number => coreOfSize(sizes.find((size) => size.name === name)?.memoryMb, coreShare);
  const held = heldInRun(record);
  const timed = [...Map.groupBy(operations, ({ function: name }) => name)].flatMap(([name, own]) => {
    const seen = held.get(name);
    return seen === undefined ? own : timedAsHeld(own, seen, coreOf(name));
  });
  const served = new Map(record.operations.map((one) => [one.operation, one.served]));
  const expected = new Map<string, number>();
  for (const { operation, caused } of timed)
    for (const { function: name, invocations } of caused)
      expected.set(name, (expected.get(name) ?? 0) + (served.get(operation) ?? 0) * invocations);
  const causing = timed.map((one) => ({
    ...one,
    caused: one.caused.map((each) => {
      const seen = held.get(each.function);
      const alone = expected.get(each.function) ?? 0;
      if (seen === undefined || alone === 0) return each;
      // Under a rush streams and queues hand over more at a time: as much work, in fewer invocations.
      const invocations = (each.invocations * seen.invocations) / alone;
      return { ...each, invocations, cpuMs: seen.meanMs * coreOf(each.function) };
    }),
  }));
  const routes = Object.entries(routesThrottled(stage)).map(([route, { rate, burst }]) => [
    route,
    { rate: rate * gateway.routeShare, burst: Math.max(1, burst * gateway.routeShare) },
  ]);
  const minuteMs = limits.alarmMinuteMs ?? MINUTE_MS;
  const model: Model = {
    seed,
    arrivals: record.seconds.map(({ byPriority }) =>
      Object.values(byPriority).reduce((sum, { intents }) => sum + intents, 0),
    ),
    operations: causing,
    functions: sizes,
    limits: {
      concurrency: limits.concurrency,
      startsPer10s,
      requestsPerConcurrency,
      coldStart,
      ...(coreShare !== undefined && { coreShare }),
      partition,
      table,
      gateway: { rate: gateway.rate, burst: gateway.burst },
      routes: { ...Object.fromEntries(routes), ...gateway.routes },
      idleMs: IDLE_MS,
    },
    think: THINK,
    // The engine of this machine answers within the time that an environment is held for its processor time.
    latency: { trip: { medianMs: 0, p99Ms: 0 }, outsideMs: OUTSIDE_MS },
    schools: SCHOOLS,
    brownOut: { minuteMs, effectMs: 8_000 },
    ...(broken && { broken }),
  };
  const found = [...held].filter(([name]) => operations.some((one) => one.function === name));
  const calls = found.reduce((sum, [, { invocations }]) => sum + invocations, 0);
  const heldMs = found.reduce((sum, [, { invocations, meanMs }]) => sum + invocations * meanMs, 0) / Math.max(1, calls);
  return { model, unknown, heldMs };
};
