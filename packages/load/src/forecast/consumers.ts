import type { Account } from "./account.ts";
import type { ConsumerModel, FunctionSize, Model } from "./model.ts";
import { coreOfSize } from "./service-times.ts";
import type { Tables } from "./tables.ts";

/** What streams and queues do is not followed message by message: work is added up and done so many times a second. */
export const TICK_MS = 100;

/** How Lambda reads a queue: five batches at once, 300 more a minute; a batch has at most ten messages. */
const POLLERS_AT_FIRST = 5;
const POLLERS_PER_MS = 300 / 60_000;
const BATCH = 10;

interface Pending {
  readonly function: string;
  readonly most: number;
  readonly memoryMb: number;
  messages: number;
  /** Milliseconds for which environments will be busy with them. */
  busyMs: number;
  /** Held since the last tick. */
  held: number;
  since: number | undefined;
  deepest: number;
  longestMs: number;
}

/**
 * The functions that react, each with its backlog. What they take of tables is taken when they are caused: a table that refuses them does not
 * slow them down here, it refuses those who wait for an answer all the sooner.
 */
export const openConsumers = (
  { functions, limits, latency, broken }: Pick<Model, "functions" | "limits" | "latency" | "broken">,
  { account, tables, now }: { readonly account: Account; readonly tables: Tables; readonly now: () => number },
) => {
  const sizes = new Map<string, FunctionSize>(functions.map((one) => [one.name, one]));
  const pending = new Map<string, Pending>();
  const of = (name: string): Pending | undefined => {
    const size = sizes.get(name);
    if (size === undefined) return undefined;
    const { memoryMb, consumers: most = Number.POSITIVE_INFINITY } = size;
    const known = pending.get(name) ?? {
      ...{ function: name, most, memoryMb, messages: 0, busyMs: 0 },
      ...{ held: 0, since: undefined, deepest: 0, longestMs: 0 },
    };
    pending.set(name, known);
    return known;
  };
  const serve = (one: Pending): void => {
    account.hold(one.function, -one.held);
    one.held = 0;
    if (one.messages === 0 || one.busyMs === 0) {
      one.messages = 0;
      one.since = undefined;
      return;
    }
    one.since ??= now();
    const pollers = Math.min(one.most, POLLERS_AT_FIRST + (now() - one.since) * POLLERS_PER_MS);
    const environments = Math.min(pollers, account.free(one.function), one.busyMs / TICK_MS);
    const share = Math.min(1, (environments * TICK_MS) / one.busyMs);
    one.held = environments;
    account.hold(one.function, one.held);
    one.deepest = Math.max(one.deepest, one.messages);
    one.messages *= 1 - share;
    one.busyMs *= 1 - share;
    one.longestMs = Math.max(one.longestMs, share === 0 ? now() - one.since : TICK_MS / share - TICK_MS);
    if (one.messages < 0.01) Object.assign(one, { messages: 0, busyMs: 0 });
  };
  return {
    /** An operation was done for somebody of that school: what follows from it. */
    add: (caused: readonly ConsumerModel[], school: number): void => {
      for (const { function: name, invocations, cpuMs, roundTrips, tables: uses } of caused) {
        const one = of(name);
        if (one === undefined) continue;
        const core = coreOfSize(one.memoryMb, limits.coreShare);
        const work = (cpuMs / core) * (broken === "half-service" ? 0.5 : 1);
        one.messages += invocations;
        one.busyMs +=
          invocations * (work + (roundTrips * latency.trip.medianMs) / Math.min(BATCH, Math.max(1, one.messages)));
        tables.take(uses, school, invocations);
      }
    },
    tick: (): void => {
      for (const one of pending.values()) serve(one);
    },
    /** The deepest backlog of each, and the longest that something may have waited. */
    backlogs: () =>
      [...pending.values()].map(({ function: name, messages, deepest, longestMs }) => ({
        function: name,
        left: Math.round(messages),
        deepest: Math.round(deepest),
        longestMs: Math.round(longestMs),
      })),
  };
};
