import type { Priority } from "@preau/contract";
import type { Limits } from "@preau/local/limits/limits";

/** Everything a simulation is told: who comes, what they ask, what it costs, what the account takes. */
export interface Model {
  readonly seed: number;
  /** Intents a second, each second of the run. */
  readonly arrivals: readonly number[];
  readonly operations: readonly OperationModel[];
  readonly functions: readonly FunctionSize[];
  readonly limits: AccountLimits;
  /** Seconds of think time of a person, as a log-normal law; how many devices there are follows from it. */
  readonly think: { readonly medianMs: number; readonly sigma: number };
  readonly latency: Latency;
  /** Schools that share the traffic, the largest first; weights add up to 1. */
  readonly schools: readonly number[];
  /** Milliseconds that stand for one of the alarms' minutes, and how long a level takes to reach everybody; none: nobody watches. */
  readonly brownOut?: { readonly minuteMs: number; readonly effectMs: number };
  /** Something is wrong with the model on purpose. */
  readonly broken?: Broken;
}

/** Ways to be wrong, each of which the comparison with a real run must notice. */
export const BROKEN = ["half-service", "no-ramp", "no-retries", "no-route-buckets"] as const;
export type Broken = (typeof BROKEN)[number];

/** An operation as the system meets it. */
export interface OperationModel {
  readonly operation: string;
  readonly function: string;
  /** `GET /v1/home`. */
  readonly route: string;
  readonly priority: Priority;
  /** Part of all intents. */
  readonly share: number;
  readonly repeatable: boolean;
  /** Processor milliseconds of a whole core: median and sigma of the logarithm, and the first one of an environment. */
  readonly cpu: { readonly median: number; readonly sigma: number; readonly first: number };
  readonly roundTrips: number;
  readonly tables: readonly TableUse[];
  readonly caused: readonly ConsumerModel[];
}

/** Units of one call on one table, and on those of its keys where many people meet. */
export interface TableUse {
  readonly table: string;
  readonly rru: number;
  readonly wru: number;
  readonly meeting: readonly {
    readonly pattern: string;
    readonly scope: "school" | "cell";
    readonly rru: number;
    readonly wru: number;
  }[];
}

export interface ConsumerModel {
  readonly function: string;
  readonly by: "stream" | "queue" | "call";
  /** For one call of the operation. */
  readonly invocations: number;
  readonly cpuMs: number;
  readonly roundTrips: number;
  readonly tables: readonly TableUse[];
}

export interface FunctionSize {
  readonly name: string;
  readonly memoryMb: number;
  /** Set aside for it and the most it may take; none: it shares what is left. */
  readonly reserved?: number;
  /** Warm from the start. */
  readonly provisioned: number;
  /** Environments that its queue may feed at once; for those that have one. */
  readonly consumers?: number;
}

/** What the account takes: the limits of AWS or those of a local run, and the throttle of each route. */
export interface AccountLimits
  extends Pick<
    Limits,
    "concurrency" | "startsPer10s" | "requestsPerConcurrency" | "coldStart" | "coreShare" | "partition" | "table"
  > {
  readonly gateway: { readonly rate: number; readonly burst: number };
  readonly routes: Readonly<Record<string, { readonly rate: number; readonly burst: number }>>;
  /** Milliseconds after which an idle environment is gone. */
  readonly idleMs: number;
}

/** Where time goes beside the processor. */
export interface Latency {
  /** One round trip to DynamoDB; 0 where it passes within the time an environment is held anyway. */
  readonly trip: { readonly medianMs: number; readonly p99Ms: number };
  /** Network and gateway, there and back: the client waits for it, no environment is busy. */
  readonly outsideMs: number;
}
