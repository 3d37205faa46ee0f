import type { Priority } from "@preau/contract";
import type { Machine } from "../bench/describe-machine.ts";

/** What the operations of the mix cost, one call at a time, on one machine at one commit: what forecast and cost are computed from. */
export interface Measured {
  readonly version: 1;
  /** When, in ISO 8601. */
  readonly at: string;
  readonly machine: Machine;
  /** Fewer calls: good enough to see, not to publish. */
  readonly quick: boolean;
  readonly operations: readonly MeasuredOperation[];
}

export interface MeasuredOperation {
  /** `home.readHome`, `identity.renewToken`. */
  readonly operation: string;
  /** The function that serves it: `home-api`. */
  readonly function: string;
  /** As the gateway throttles it: `GET /v1/home`. */
  readonly route: string;
  readonly priority: Priority;
  readonly asked: MeasuredRun;
  /** A read asked again with `If-None-Match` by somebody who has the answer. */
  readonly unchanged?: MeasuredRun;
  /** What one call makes other functions do, through streams, the bus and queues, until nothing moves any more. */
  readonly caused: readonly MeasuredConsumer[];
  readonly effects: MeasuredEffects;
}

/** One invocation. Processor milliseconds of a whole core of this machine; the engine's are not in it. */
export interface MeasuredRun {
  readonly cpuMs: { readonly median: number; readonly p95: number };
  /** The first invocation of a fresh environment, after its imports. */
  readonly firstCpuMs: number;
  readonly rru: number;
  readonly wru: number;
  readonly calls: number;
  /** The longest chain of calls to DynamoDB that waited for one another. */
  readonly roundTrips: number;
  /** The event as Lambda gives it. */
  readonly bytesIn: number;
  /** Body and headers of the answer; nothing for a consumer. */
  readonly bytesOut: number;
  /** What it wrote to its log. */
  readonly logBytes: number;
  /** Units by the kind of partition key that they were taken from. */
  readonly keys: readonly MeasuredKey[];
}

/** A function that reacts, run with what comes of one call at a time: the dearest way, larger batches share their fixed part. */
export interface MeasuredConsumer extends MeasuredRun {
  /** `attendance-onDayTouched`. */
  readonly function: string;
  readonly by: "stream" | "queue" | "call";
  /** Invocations for one call of the operation. */
  readonly invocations: number;
}

/** What one call of an operation makes leave: events on the bus, messages left for later in a queue, mails and SMS. */
export interface MeasuredEffects {
  readonly events: number;
  readonly left: number;
  readonly mailsAndSms: number;
}

/** Units that one invocation takes of partition keys of one kind, all keys of the kind together. */
export interface MeasuredKey {
  readonly table: string;
  /** `attendance SCHOOL#…#PUPIL#…`: the key without what names anybody. */
  readonly pattern: string;
  /** Whose traffic meets on one such key: nobody else's, a class's, a school's, or everybody's. */
  readonly scope: "person" | "class" | "school" | "cell";
  readonly rru: number;
  readonly wru: number;
}
