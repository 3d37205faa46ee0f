import type { Limits } from "@preau/local/limits/limits";
import { totalsOf } from "../report/run-totals.ts";
import type { RunRecord } from "../run/run-record.ts";
import { activities } from "../surge/activities.ts";
import { contracts, priorityOf, RENEWAL } from "../surge/contracts.ts";
import { linesOf, type Mix } from "../surge/mix.ts";

/** How often a route is asked for. */
export interface Asked {
  readonly routeKey: string;
  readonly essential: boolean;
  readonly rate: number;
}

/** Requests a second for each route, when this mix makes so many intents a second. */
export const askedOf = (mix: Mix, rate: number): readonly Asked[] => {
  const rates = new Map<string, number>();
  for (const { activity, share } of linesOf(mix)) {
    const { operation } = activities[activity];
    rates.set(operation, (rates.get(operation) ?? 0) + share * rate);
  }
  return [...rates].map(([operation, asked]) => {
    return { routeKey: routeKeyOf(operation), essential: priorityOf(operation) === "essential", rate: asked };
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

/** Of the capacity, what is left for chance: arrivals come in heaps. */
const HEADROOM = 0.03;
/** The essential pass where they are asked for this much more than the mix says: a roll call is opened by who wanted to hand it in, too. */
const MARGIN = 2;
/** Requests at once that a route takes whatever its rate, and seconds of its rate: a seldom one is asked for several times at once now and then. */
const BURST = { essential: { least: 10, seconds: 3 }, others: { least: 5, seconds: 4 } } as const;

/** Requests a second that a route has before what is left is shared, if it is asked for so often: a bucket that fills slower is empty long after a rush. */
const LEAST_RATE = 0.03;

/** What the gateway lets through of each route, and of all together. */
export type GatewayRates = Required<Omit<Limits["gateway"], "routeShare">>;

/**
 * The throttles with which the essential pass whole at `asked`, and the others share out what the capacity (requests a second) then leaves: a little
 * for each, the rest in proportion to how often it is asked for. The account's burst holds what the others may take at once beside a second of the capacity: otherwise they
 * empty it in the first second of a rush, and the account refuses without knowing a priority. Throws a RangeError when the essential alone do not fit.
 */
export const gatewayFor = (asked: readonly Asked[], capacity: number): GatewayRates => {
  const { essential = [], others = [] } = Object.groupBy(asked, (route) => (route.essential ? "essential" : "others"));
  const sum = (routes: readonly Asked[]) => routes.reduce((total, { rate }) => total + rate, 0);
  const floorOf = ({ rate }: Asked) => Math.min(rate, LEAST_RATE);
  const floors = others.reduce((total, route) => total + floorOf(route), 0);
  const room = capacity * (1 - HEADROOM) - sum(essential) - floors;
  if (room <= 0) throw new RangeError(`the essential alone ask for more than ${capacity} requests a second`);
  const share = room / sum(others);
  const throttled = (
    routes: readonly Asked[],
    { least, seconds }: { least: number; seconds: number },
    rateOf: (route: Asked) => number,
  ) =>
    routes.map((route) => {
      const rate = rateOf(route);
      return [route.routeKey, { rate, burst: Math.max(least, rate * seconds) }] as const;
    });
  const held = throttled(others, BURST.others, (route) => floorOf(route) + route.rate * share);
  const passed = throttled(essential, BURST.essential, ({ rate }) => rate * MARGIN);
  return {
    rate: capacity,
    burst: capacity + held.reduce((total, [, { burst }]) => total + burst, 0),
    routes: Object.fromEntries([...passed, ...held]),
  };
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

export interface Capacity {
  readonly mix: Mix;
  /** Intents a second on an ordinary morning. */
  readonly base: number;
  /** The capacity, and what will be asked of it, as multiples of the base. */
  readonly times: number;
  readonly asked: number;
  readonly cpuMs: number;
}

/** Limits whose capacity is a rate of requests: environments are ample, for on AWS the rate gives first. */
export const fixedLimits = (ample: Limits, { mix, base, times, asked, cpuMs }: Capacity): Limits => {
  const rate = base * times;
  const gateway = { ...gatewayFor(askedOf(mix, base * asked), rate), routeShare: 1 };
  return { ...ample, gateway, coreShare: coreShareFor(cpuMs, rate) };
};
