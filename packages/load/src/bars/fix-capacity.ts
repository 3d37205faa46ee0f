import type { Limits } from "@preau/local/limits/limits";
import { totalsOf } from "../report/run-totals.ts";
import type { RunRecord } from "../run/run-record.ts";
import { activities } from "../surge/activities.ts";
import { contracts, priorityOf, RENEWAL } from "../surge/contracts.ts";
import { linesOf, type Mix } from "../surge/mix.ts";
import { assemblyOf } from "./assembly-of.ts";

/** How often a route is asked for, and the rate at which the gateway would refuse it in the stage as it is built. */
export interface Asked {
  readonly routeKey: string;
  readonly essential: boolean;
  readonly rate: number;
  readonly throttle: number;
}

/** Requests a second for each route, when this mix makes so many intents a second. */
export const askedOf = (mix: Mix, rate: number, throttles: ReadonlyMap<string, number>): readonly Asked[] => {
  const rates = new Map<string, number>();
  for (const { activity, share } of linesOf(mix)) {
    const { operation } = activities[activity];
    rates.set(operation, (rates.get(operation) ?? 0) + share * rate);
  }
  return [...rates].map(([operation, asked]) => {
    const routeKey = routeKeyOf(operation);
    const throttle = throttles.get(routeKey);
    if (throttle === undefined) throw new Error(`the assembly has no throttle for ${routeKey}`);
    return { routeKey, essential: priorityOf(operation) === "essential", rate: asked, throttle };
  });
};

const routeKeyOf = (operation: string): string => {
  if (operation === RENEWAL) return "POST /token";
  const [capability = "", name = ""] = operation.split(".");
  const contract = Object.values(contracts).find((one) => one.name === capability);
  const route = Object.entries(contract?.routes ?? {}).find(([key]) => key === name)?.[1];
  if (route === undefined) throw new Error(`no contract of a load test has ${operation}`);
  return `${route.method} ${route.path}`;
};

/** Throttles of every route of an assembly, by route key. */
export const throttlesOf = (assembly: string): ReadonlyMap<string, number> =>
  new Map(
    assemblyOf(assembly).apis.flatMap(({ routes }) =>
      routes.map(({ routeKey, throttle }) => [routeKey, throttle.ThrottlingRateLimit ?? Number.POSITIVE_INFINITY]),
    ),
  );

/** Of the capacity, what is left for chance: arrivals come in heaps. */
const HEADROOM = 0.03;
/** The essential pass where they are asked for this much more than they are. */
const MARGIN = 1.1;

/**
 * What the throttles of an assembly are multiplied by so that the essential pass whole at `asked` and all together just fill the capacity
 * (requests a second). Throws a RangeError when the essential alone do not fit.
 */
export const routeShareFor = (asked: readonly Asked[], capacity: number): number => {
  const essential = asked.filter((route) => route.essential);
  const room = capacity * (1 - HEADROOM) - essential.reduce((sum, { rate }) => sum + rate, 0);
  if (room <= 0) throw new RangeError(`the essential alone ask for more than ${capacity} requests a second`);
  const others = asked.filter((route) => !route.essential);
  const taken = (share: number) =>
    others.reduce((sum, { rate, throttle }) => sum + Math.min(rate, throttle * share), 0);
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (taken(middle) > room) high = middle;
    else low = middle;
  }
  return Math.max(low, ...essential.map(({ rate, throttle }) => (rate * MARGIN) / throttle));
};

/** Processor milliseconds of a served intent, with all that it sets in motion; of the second half of a run, once everything is started. */
export const cpuPerIntent = ({
  measured = [],
  seconds,
  startedAt,
}: Pick<RunRecord, "measured" | "seconds" | "startedAt">): number => {
  const half = Math.floor(seconds.length / 2);
  const from = Date.parse(startedAt) + half * 1000;
  const until = from + (seconds.length - half) * 1000;
  const cpu = measured
    .filter(({ at }) => at >= from && at < until)
    .flatMap(({ functions }) => Object.values(functions))
    .reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const { served } = totalsOf(seconds.slice(half));
  if (cpu === 0 || served === 0) throw new Error("the runtime measured nothing: capacity cannot be fixed");
  return cpu / served;
};

/** Workers of the fixed pool, and busy environments of the same capacity: enough for chance not to be all. */
export const WORKERS = 6;

/** The part of a core with which so many workers serve exactly `capacity` intents a second. */
export const coreShareFor = (cpuMs: number, capacity: number): number => (cpuMs * capacity) / (WORKERS * 1000);

/** Limits whose capacity is a rate of requests: environments are ample, for on AWS the rate gives first. */
export const fixedLimits = (
  stage: Limits,
  {
    assembly,
    mix,
    base,
    times,
    asked,
    cpuMs,
  }: {
    readonly assembly: string;
    readonly mix: Mix;
    readonly base: number;
    /** Capacity, and the rate that will be asked for, as multiples of the base. */
    readonly times: number;
    readonly asked: number;
    readonly cpuMs: number;
  },
): Limits => {
  const rate = base * times;
  const routeShare = routeShareFor(askedOf(mix, base * asked, throttlesOf(assembly)), rate);
  return { ...stage, gateway: { rate, burst: rate, routeShare }, coreShare: coreShareFor(cpuMs, rate) };
};
