import type { Capability } from "@preau/contract";
import type { Stage } from "../stages.ts";
import { demandOf, shareOf } from "./demand.ts";
import { functionCapacityOf, queueConcurrencyOf } from "./function-capacity.ts";
import { warmThroughputOf } from "./table-capacity.ts";
import { throttleOf } from "./throttle.ts";

/** A limit that AWS sets to an account in a region, beside what a stage needs of it. */
export interface Quota {
  readonly service: string;
  readonly name: string;
  /** What a new account has; undefined where it depends on the region. */
  readonly usual?: number;
  readonly needed: number;
  /** How the need was computed, to be read by who asks for it. */
  readonly because: string;
}

/** Lambda keeps this much of an account for functions without a reservation. */
const UNRESERVED = 100;
/** Writes a second that one partition takes, hence one shard of its stream. */
const WRITES_PER_SHARD = 1_000;
/** Pupils among users, absent on an ordinary day, guardians told of each, the minutes in which the first bell's are told. */
const NEWS = { pupils: 0.41, absent: 0.06, guardians: 1.5, minutes: 10 } as const;
/** Guardians who agreed to SMS, and what one costs to a French mobile, in US dollars (to check with the operator: not verified). */
const SMS = { consent: 0.6, dollars: 0.08, daysAMonth: 18 } as const;
/** Of the requests of a bell, those that write, each an event or two. */
const EVENTS_PER_REQUEST = 0.12;

const concurrencyOf = (stage: Stage, capabilities: readonly Capability[]) => {
  const perTable = Math.ceil(warmThroughputOf(stage).writeUnitsPerSecond / WRITES_PER_SHARD);
  const wanted = capabilities.flatMap((capability) =>
    Object.entries(capability.functions).map(([name, spec]) => {
      const { reserved, atPeak } = functionCapacityOf(stage, capability, name);
      if (reserved !== undefined) return { reserved, shared: 0 };
      if (spec.publishes ?? spec.follows) return { reserved: 0, shared: perTable };
      return { reserved: 0, shared: (spec.consumes ?? spec.wakes) ? queueConcurrencyOf(stage) : atPeak };
    }),
  );
  const sum = (which: "reserved" | "shared") => wanted.reduce((total, one) => total + one[which], 0);
  return { reserved: sum("reserved"), shared: sum("shared") };
};

/** What to ask of AWS before a stage opens, with the arithmetic. Requests take days: ask three weeks ahead. */
export const quotasOf = (stage: Stage, capabilities: readonly Capability[]): readonly Quota[] => {
  const { users, surge } = stage;
  const { peakRps } = demandOf(stage);
  const { reserved, shared } = concurrencyOf(stage, capabilities);
  const { readUnitsPerSecond, writeUnitsPerSecond } = warmThroughputOf(stage);
  const gateway = throttleOf(stage, "essential").rate * 2;
  const routes = capabilities.flatMap(({ contract }) => Object.keys(contract.routes)).length;
  const functions = capabilities.flatMap(({ functions: all }) => Object.keys(all)).length;
  const told = Math.ceil(users * NEWS.pupils * NEWS.absent * NEWS.guardians);
  const share = capabilities.reduce(
    (sum, capability) =>
      sum + Object.keys(capability.functions).reduce((part, name) => part + shareOf(capability, name), 0),
    0,
  );
  return [
    {
      service: "Lambda",
      name: "Concurrent executions",
      usual: 1_000,
      needed: reserved + Math.max(UNRESERVED, shared),
      because: `${reserved} set aside for ${functions} functions (the essential twice their peak) + ${shared} shared by queues, streams and standard routes (at least ${UNRESERVED}); ${Math.round(share * 100)} % of ${Math.round(peakRps)} requests/s are in functions of today`,
    },
    {
      service: "API Gateway",
      name: "Throttle rate, requests a second",
      usual: 10_000,
      needed: gateway,
      because: `${users} users × 0.0022 × surge ${surge} × 2 for the gateway's imprecision, for each of two APIs`,
    },
    {
      service: "API Gateway",
      name: "Routes per API",
      usual: 300,
      needed: routes,
      because: "one explicit route for each operation: nothing undeclared reaches code",
    },
    {
      service: "DynamoDB",
      name: "Table-level read throughput",
      usual: 40_000,
      needed: readUnitsPerSecond,
      because: `at least 12,000; ${Math.round(peakRps)} requests/s × 3 units`,
    },
    {
      service: "DynamoDB",
      name: "Table-level write throughput",
      usual: 40_000,
      needed: writeUnitsPerSecond,
      because: `at least 4,000; ${Math.round(peakRps)} requests/s × 2 units`,
    },
    {
      service: "EventBridge",
      name: "PutEvents, events a second",
      needed: Math.ceil(peakRps * EVENTS_PER_REQUEST),
      because: `${Math.round(peakRps)} requests/s × ${EVENTS_PER_REQUEST} events`,
    },
    {
      service: "SES",
      name: "Messages a second",
      usual: 14,
      needed: Math.ceil((told / (NEWS.minutes * 60)) * surge),
      because: `${told} guardians told within ${NEWS.minutes} minutes of the first bell × surge ${surge}`,
    },
    {
      service: "SES",
      name: "Messages a day",
      usual: 50_000,
      needed: told * 2 * surge,
      because: `${told} guardians × 2 half-days × surge ${surge}`,
    },
    {
      service: "SNS",
      name: "SMS, US dollars a month",
      usual: 1,
      needed: Math.ceil(told * SMS.consent * SMS.dollars * SMS.daysAMonth),
      because: `${told} a day × ${SMS.consent * 100} % who agreed × ${SMS.dollars} $ (not verified) × ${SMS.daysAMonth} days`,
    },
  ]
    .map((quota) => ({ ...quota, needed: Math.ceil(quota.needed) }))
    .toSorted((a, b) => ratioOf(b) - ratioOf(a));
};

/** How much of what a new account has is needed; above one, it must be asked for. */
export const ratioOf = ({ needed, usual }: Quota): number => (usual === undefined ? 0 : needed / usual);
