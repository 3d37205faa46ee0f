/** What a run of the local runtime takes of AWS: its limits scaled down, and how slow an environment of its memory is. */
export interface Limits {
  /** Environments busy at once, all functions together: the account's concurrency. */
  readonly concurrency: number;
  /** Environments that a function may add within ten seconds (1,000 on AWS). */
  readonly startsPer10s: number;
  /** Requests a second that the account takes for each environment of its concurrency (10 on AWS). */
  readonly requestsPerConcurrency: number;
  /** The token bucket of the account, after those of the routes: what these refuse takes nothing of it. `routeShare` multiplies what the assembly says of them. */
  readonly gateway: {
    readonly rate: number;
    readonly burst: number;
    readonly routeShare: number;
    /** Requests a second of some routes, and at once, by route key, in place of what the assembly says. */
    readonly routes?: Readonly<Record<string, { readonly rate: number; readonly burst: number }>>;
  };
  /** Milliseconds from the start of an environment to its first request, drawn log-normal: published median and 99th percentile. */
  readonly coldStart: { readonly medianMs: number; readonly p99Ms: number };
  /** Part of a core that an environment has: it stays busy for its processor time divided by this (512 MiB: 0.29). Absent: by the memory of each function. */
  readonly coreShare?: number;
  /** Units a second that one partition key takes (3,000 and 1,000 on AWS). */
  readonly partition: { readonly readUnits: number; readonly writeUnits: number };
  /** Units a second that each table takes from the start; beyond, twice its peak of the half hour before. */
  readonly table: { readonly readUnits: number; readonly writeUnits: number; readonly peakMs: number };
  /** Multiplies what the assembly sets aside for each function (reserved and provisioned concurrency). */
  readonly reservedShare: number;
  /** Environments set aside by function name, instead of what the assembly says times `reservedShare`. */
  readonly reserved?: Readonly<Record<string, number>>;
  /** A classic server instead: so many workers for everything, an endless queue before them, no throttle and no admission. */
  readonly fixedPool?: number;
  /** Milliseconds that stand for one of the alarms' minutes (60,000 when absent). */
  readonly alarmMinuteMs?: number;
  /** Of what is drawn at random. */
  readonly seed?: number;
}

/** Damage done on purpose while a run lasts. Shares are of calls, between 0 and 1. */
export interface Faults {
  /** DynamoDB refuses a call (`ThrottlingException`). */
  readonly throttles?: number;
  /** DynamoDB does not answer until the caller gives up. */
  readonly timeouts?: number;
  /** DynamoDB does what was asked and the answer is lost. */
  readonly lostAnswers?: number;
  /** Environments killed a second, chosen among the busy ones first. */
  readonly killsPerSecond?: number;
  /** The engine stops once for so long. */
  readonly engineStopMs?: number;
  /** Of what is drawn at random. */
  readonly seed?: number;
}
