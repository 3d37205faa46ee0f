import type { Priority } from "@preau/contract";
import type { Faults, Limits } from "@preau/local/limits/limits";
import type { MeasuredSecond } from "@preau/local/limits/measured";

/** Everything one load test saw: what its report draws, what two reports are compared by, what a bar is judged on. */
export interface RunRecord {
  readonly version: 1;
  readonly scenario: { readonly name: string; readonly title: string; readonly phases: readonly PhaseRecord[] };
  readonly target: {
    readonly url: string;
    readonly local: boolean;
    readonly limits?: Limits;
    readonly faults?: Faults;
    /** A planted breakage, by its name. */
    readonly broken?: string;
  };
  readonly startedAt: string;
  /** Why the run ended before its last phase did; a run that went to its end has none. */
  readonly partial?: string;
  readonly seed: number;
  readonly machine: Readonly<Record<string, string | number>>;
  /** What the generator showed of itself against a server that stalls, just before. */
  readonly selfCheck: { readonly expectedP99Ms: number; readonly measuredP99Ms: number };
  /** Share of requests fired more than 25 ms late; over 0.01 there is no report. */
  readonly lateShare: number;
  /** One a second, from the first intended send. */
  readonly seconds: readonly SecondRecord[];
  /** One for each priority that was asked for. */
  readonly priorities: readonly PriorityRecord[];
  readonly operations: readonly OperationRecord[];
  /** Answers to the same operation by who asked: nobody may be refused more than another for what he is. */
  readonly categories: readonly CategoryRecord[];
  /** Writes that were acknowledged, and those of them that were not found afterwards. */
  readonly writes: { readonly acknowledged: number; readonly lost: number; readonly doubled: number };
  /** What the local runtime measured meanwhile. */
  readonly measured?: readonly MeasuredSecond[];
}

export interface PhaseRecord {
  readonly name: string;
  readonly fromSecond: number;
  readonly toSecond: number;
  /** Intents a second that the phase aims at. */
  readonly rate: number;
}

/** An intent is what a person wants (see the sheet); each attempt is one request for it. It is served when answered within its budget. */
export interface SecondRecord {
  readonly second: number;
  readonly byPriority: Readonly<Record<Priority, PrioritySecond>>;
  readonly inFlight: number;
}

export interface PrioritySecond {
  readonly intents: number;
  readonly attempts: number;
  readonly served: number;
  /** Attempts answered 429 or 503. */
  readonly refused: number;
  /** Intents given up: budget over, or an answer that no retry mends. */
  readonly failed: number;
  /** Milliseconds from the intended send to the answer that served, intents of this second. */
  readonly p50: number;
  readonly p99: number;
}

/** The whole run by priority; milliseconds as in a second's. */
export interface PriorityRecord extends Omit<PrioritySecond, "p50" | "p99"> {
  readonly priority: Priority;
  readonly latencyMs: LatencyRecord;
}

export interface LatencyRecord {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface OperationRecord {
  /** `home.readHome`. */
  readonly operation: string;
  readonly priority: Priority;
  readonly intents: number;
  readonly attempts: number;
  readonly served: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly failed: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly latencyMs: LatencyRecord;
  /** Answers by status; `0` is no answer. */
  readonly statuses: Readonly<Record<string, number>>;
}

export interface CategoryRecord {
  readonly operation: string;
  readonly role: string;
  readonly schoolId: string;
  readonly intents: number;
  readonly refused: number;
  readonly served: number;
}
