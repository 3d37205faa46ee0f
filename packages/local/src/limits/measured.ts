/** What the local runtime saw of one second, while limits are on. */
export interface MeasuredSecond {
  /** Epoch milliseconds, whole seconds. */
  readonly at: number;
  /** By function: environments busy at most, started cold, and invocations that Lambda would have refused. */
  readonly functions: Readonly<Record<string, MeasuredFunction>>;
  /** Requests refused by the gateway's buckets, by route key (`GET /v1/home`). */
  readonly throttledRoutes: Readonly<Record<string, number>>;
  /** Answers 5xx of each HTTP API. */
  readonly serverErrors?: Readonly<Record<string, number>>;
  /** By table: units taken, and calls that its partition or its own ceiling refused. */
  readonly tables: Readonly<Record<string, MeasuredTable>>;
  /** The keys that took most, the hottest first, ten at most: table and partition key. */
  readonly hottest: readonly { readonly key: string; readonly readUnits: number; readonly writeUnits: number }[];
  /** The state of the alarms that changed, and the brown-out level if one was set. */
  readonly alarms: readonly { readonly name: string; readonly state: "OK" | "ALARM" }[];
}

export interface MeasuredFunction {
  readonly invocations: number;
  readonly busy: number;
  readonly coldStarts: number;
  /** Refused for want of concurrency, of starts, or of requests a second. */
  readonly throttled: number;
  /** Milliseconds of processor and of busy time, all invocations together. */
  readonly cpuMs: number;
  readonly busyMs: number;
  /** Sum of the squares of each invocation's busy milliseconds: how far apart they are. */
  readonly busyMsSquared: number;
}

export interface MeasuredTable {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly throttled: number;
}
