import { capabilityList } from "../../../../infra/capability-list.ts";
import { demandOf } from "../../../../infra/scaling/demand.ts";
import { quotasOf } from "../../../../infra/scaling/quotas.ts";
import { warmThroughputOf } from "../../../../infra/scaling/table-capacity.ts";
import { stageNamed } from "../../../../infra/stages.ts";
import type { RatePhase } from "../generator/rate-profile.ts";
import type { Measured } from "../measured/measured.ts";
import { activities } from "../surge/activities.ts";
import type { DayPlan } from "../surge/day-plan.ts";
import { linesOf } from "../surge/mix.ts";
import type { Broken, FunctionSize, Model } from "./model.ts";
import { operationsOf } from "./operations-of.ts";
import { functionsOf, routesThrottled, type StageSize } from "./stage-sizes.ts";

/** What a new account has, and what one that has asked has. */
export type Quotas = "default" | "asked";

/** Published (see the README): environments of a function in ten seconds, requests a second of each, starts of a bundle of 300 to 550 KiB. */
const STARTS_PER_10S = 1_000;
const REQUESTS_PER_CONCURRENCY = 10;
const COLD_START = { medianMs: 250, p99Ms: 700 };
const PARTITION = { readUnits: 3_000, writeUnits: 1_000 };
const PEAK_MS = 30 * 60_000;
/** Lambda keeps an environment for some minutes. */
const IDLE_MS = 300_000;
/** From memory, to be checked on an account: a round trip to DynamoDB, and network and gateway there and back. */
const TRIP = { medianMs: 4, p99Ms: 15 };
const OUTSIDE_MS = 25;
/** CloudWatch evaluates each minute, the figures of which arrive a minute late; environments look at the switchboard within ten seconds. */
const BROWN_OUT = { minuteMs: 60_000, effectMs: 70_000 };
/** Think times of people, and users of a school (635 schools for a million). */
const THINK = { medianMs: 8_000, sigma: 0.8 };
const USERS_A_SCHOOL = 1_575;
/** Lambda lets nobody set aside the last hundred environments of an account. */
const UNRESERVED = 100;

/** What is simulated: users of one account, how far use rises, which stage and quotas meet it. */
export interface Question {
  readonly users: number;
  readonly surge: number;
  /** The surge that the stage was built for. */
  readonly builtFor: number;
  readonly quotas: Quotas;
  readonly plan: DayPlan;
  readonly seed: number;
  /** One person in so many is simulated, on a system so many times smaller. */
  readonly every: number;
  readonly broken?: Broken | undefined;
}

const quotaOf = (size: StageSize, name: string, quotas: Quotas): number => {
  const found = quotasOf({ ...stageNamed("prod"), ...size }, capabilityList).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no quota named ${name}`);
  return quotas === "default" ? (found.usual ?? found.needed) : Math.max(found.usual ?? 0, found.needed);
};

/** The rate of each second, where a plan's height of five is this surge. */
export const ratesOf = (phases: readonly RatePhase[], bellRps: number, surge: number): readonly number[] => {
  const height = Math.max(...phases.flatMap(({ from, to }) => [from, to]));
  const times = (one: number): number => (one <= 1 || height <= 1 ? one : 1 + ((one - 1) * (surge - 1)) / (height - 1));
  return phases.flatMap(({ seconds, from, to }) =>
    Array.from({ length: seconds }, (_, second) => bellRps * times(from + ((to - from) * (second + 0.5)) / seconds)),
  );
};

/** How often each operation is asked for, as parts of 1. */
export const sharesOf = ({ mix }: DayPlan): ReadonlyMap<string, number> => {
  const shares = new Map<string, number>();
  for (const { activity, share } of linesOf(mix)) {
    const { operation } = activities[activity];
    shares.set(operation, (shares.get(operation) ?? 0) + share);
  }
  return shares;
};

/** Schools are as unequal as they are: weights of a log-normal law, the largest some five times the middle one. */
const schoolsOf = (users: number): readonly number[] => {
  const count = Math.max(1, Math.round(users / USERS_A_SCHOOL));
  const weights = Array.from({ length: count }, (_, rank) => Math.exp(1.6 * (1 - (2 * (rank + 0.5)) / count)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
};

const smaller = (one: FunctionSize, every: number): FunctionSize => ({
  ...one,
  ...(one.reserved !== undefined && { reserved: Math.max(1, Math.round(one.reserved / every)) }),
  provisioned: Math.round(one.provisioned / every),
  ...(one.consumers !== undefined && { consumers: Math.max(1, Math.round(one.consumers / every)) }),
});

/** The deployed system of a question, and what a new account would not even let be deployed. */
export const awsModel = (measured: Measured, question: Question) => {
  const { users, surge, builtFor, quotas, plan, every, seed, broken } = question;
  const size = { users, surge: builtFor };
  const concurrency = quotaOf(size, "Concurrent executions", quotas);
  const rate = quotaOf(size, "Throttle rate, requests a second", quotas);
  const asBuilt = functionsOf(size);
  const setAside = asBuilt.reduce((sum, { reserved = 0 }) => sum + reserved, 0);
  const fits = Math.min(1, (concurrency - UNRESERVED) / setAside);
  const functions = asBuilt.map((one) => ({
    ...one,
    ...(one.reserved !== undefined && { reserved: Math.max(1, Math.floor(one.reserved * fits)) }),
    provisioned: Math.floor(one.provisioned * fits),
  }));
  const { operations, unknown } = operationsOf(measured, sharesOf(plan));
  const { readUnitsPerSecond, writeUnitsPerSecond } = warmThroughputOf(size);
  const routes = Object.entries(routesThrottled(size)).map(([route, { rate: each, burst }]) => [
    route,
    { rate: each / every, burst: Math.max(1, burst / every) },
  ]);
  const model: Model = {
    seed,
    arrivals: ratesOf(plan.phases, demandOf({ users, surge: 1 }).bellRps, surge).map((each) => each / every),
    operations,
    functions: functions.map((one) => smaller(one, every)),
    limits: {
      concurrency: Math.round(concurrency / every),
      startsPer10s: STARTS_PER_10S / every,
      requestsPerConcurrency: REQUESTS_PER_CONCURRENCY,
      gateway: { rate: rate / every, burst: rate / 2 / every },
      routes: Object.fromEntries(routes),
      coldStart: COLD_START,
      partition: PARTITION,
      table: { readUnits: readUnitsPerSecond / every, writeUnits: writeUnitsPerSecond / every, peakMs: PEAK_MS },
      idleMs: IDLE_MS,
    },
    think: THINK,
    latency: { trip: TRIP, outsideMs: OUTSIDE_MS },
    // One school in so many, each with all of its people: what meets on a key is as much as before.
    schools: schoolsOf(users / every),
    brownOut: BROWN_OUT,
    ...(broken && { broken }),
  };
  return { model, unknown, concurrency, setAside, rate, isDeployable: fits === 1 };
};
