import type { Measured } from "../measured/measured.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { Broken, FunctionSize, Model } from "./model.ts";
import { operationsOf } from "./operations-of.ts";
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

const invocationsOf = (record: RunRecord) => {
  const functions = new Map<string, { invocations: number; cpuMs: number }>();
  for (const { functions: second } of record.measured ?? [])
    for (const [name, { invocations, cpuMs }] of Object.entries(second)) {
      const short = name.replace(/^preau-[^-]+-/, "");
      const of = functions.get(short) ?? { invocations: 0, cpuMs: 0 };
      functions.set(short, { invocations: of.invocations + invocations, cpuMs: of.cpuMs + cpuMs });
    }
  return functions;
};

/**
 * The model of a local run: the people who came (its intents, second by second and by operation), the limits it ran under, and service times
 * as its functions had them, each operation in proportion to what it takes alone. What the forecast has to find by itself is what was
 * refused, tried again, served and waited for.
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
  const ran = invocationsOf(record);
  const alone = new Map<string, { weight: number; cpu: number }>();
  for (const { function: name, share, cpu } of operations) {
    const mean = cpu.median * Math.exp(cpu.sigma ** 2 / 2);
    const of = alone.get(name) ?? { weight: 0, cpu: 0 };
    alone.set(name, { weight: of.weight + share, cpu: of.cpu + share * mean });
  }
  const slownessOf = (name: string): number => {
    const [of, found] = [alone.get(name), ran.get(name)];
    if (of === undefined || found === undefined || found.invocations === 0 || of.cpu === 0) return 1;
    return found.cpuMs / found.invocations / (of.cpu / of.weight);
  };
  const timed = operations.map((one) => {
    const times = slownessOf(one.function);
    const caused = one.caused.map((each) => {
      const found = ran.get(each.function);
      return found === undefined || found.invocations === 0
        ? each
        : { ...each, cpuMs: found.cpuMs / found.invocations };
    });
    return { ...one, caused, cpu: { ...one.cpu, median: one.cpu.median * times, first: one.cpu.first } };
  });
  const { gateway, coldStart, coreShare, partition, table, startsPer10s, requestsPerConcurrency } = limits;
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
    operations: timed,
    functions: functionsOf(stage).map((size) => scaled(size, limits.reservedShare, limits.reserved ?? {})),
    limits: {
      concurrency: limits.concurrency,
      startsPer10s,
      requestsPerConcurrency,
      coldStart,
      ...(coreShare !== undefined && { coreShare }),
      partition,
      table,
      gateway: { rate: gateway.rate, burst: gateway.burst },
      routes: Object.fromEntries(routes),
      idleMs: IDLE_MS,
    },
    think: THINK,
    // The engine of this machine answers within the time that an environment is held for its processor time.
    latency: { trip: { medianMs: 0, p99Ms: 0 }, outsideMs: OUTSIDE_MS },
    schools: SCHOOLS,
    brownOut: { minuteMs, effectMs: 8_000 },
    ...(broken && { broken }),
  };
  const known = [...ran].filter(([name]) => alone.has(name));
  const weight = known.reduce((sum, [, { invocations }]) => sum + invocations, 0);
  const slower =
    known.reduce((sum, [name, { invocations }]) => sum + invocations * slownessOf(name), 0) / Math.max(1, weight);
  return { model, unknown, slower };
};
