import type { FunctionModel } from "../assembly/functions.ts";
import type { Chance } from "../faults/chance.ts";
import { LambdaRefusal } from "../lambda/lambda-refusal.ts";
import { type Bucket, createBucket } from "./bucket.ts";
import { drawColdStart } from "./cold-start.ts";
import { holdFor } from "./hold.ts";
import type { InvocationLimits } from "./invocation-limits.ts";
import type { Limits } from "./limits.ts";
import type { Meter } from "./meter.ts";

/** Those who draw on the same environments and requests a second: a function with its own, or all the others together. */
interface Share {
  readonly environments: number;
  readonly requests: Bucket;
  busy: number;
}

export interface LambdaLimitsOptions {
  readonly limits: Limits;
  readonly functions: readonly FunctionModel[];
  readonly meter: Meter;
  readonly chance: Chance;
  /** Milliseconds. */
  readonly now?: () => number;
}

/**
 * Lambda's account scaled down: its concurrency, what is set aside of it for functions, the environments that a function may add, and the
 * requests a second. A reservation that the scale rounds to nothing is a ceiling of one environment among the unreserved.
 * Throws a RangeError when nothing would be left for the functions without a reservation.
 */
export function lambdaLimits({ limits, functions, meter, chance, now }: LambdaLimitsOptions): InvocationLimits {
  const clock = now ?? (() => performance.now());
  const { concurrency, startsPer10s, requestsPerConcurrency, reservedShare } = limits;
  const shareOf = (environments: number): Share => ({
    environments,
    requests: createBucket({ perSecond: environments * requestsPerConcurrency }, clock),
    busy: 0,
  });
  const scaled = (count = 0): number => Math.round(count * reservedShare);
  const setAside = (fn: FunctionModel): number => limits.reserved?.[fn.name] ?? scaled(fn.reservedConcurrency);
  const left = concurrency - functions.reduce((sum, fn) => sum + setAside(fn), 0);
  if (left < 1) {
    throw new RangeError(
      `Of ${concurrency} environments, ${concurrency - left} are set aside: none is left for the other functions.`,
    );
  }
  const shared = shareOf(left);
  const places = new Map(
    functions.map((fn) => {
      const { reservedConcurrency: reserved = limits.reserved?.[fn.name], provisionedConcurrency: provisioned = 0 } =
        fn;
      const ceiling = reserved === undefined ? undefined : shareOf(Math.max(Math.min(reserved, 1), setAside(fn)));
      const set = {
        own: ceiling,
        from: setAside(fn) > 0 && ceiling !== undefined ? ceiling : shared,
        starts: createBucket({ perSecond: startsPer10s / 10, most: startsPer10s }, clock),
        kept: provisioned === 0 ? 0 : Math.min(Math.max(1, scaled(provisioned)), ceiling?.environments ?? left),
      };
      return [fn.name, set] as const;
    }),
  );
  const placeOf = (fn: FunctionModel) => {
    const place = places.get(fn.name);
    if (place === undefined) throw new Error(`${fn.name} is not of this assembly`);
    return place;
  };
  const refuse = (fn: FunctionModel, reason: string): never => {
    meter.refused(fn.name);
    throw new LambdaRefusal("TooManyRequestsException", 429, `Rate Exceeded. (${reason})`);
  };
  const kept = [...places.values()].reduce((sum, place) => sum + place.kept, 0);

  return {
    // Idle environments take no concurrency on AWS: each function keeps those of its busiest moment.
    maxProcesses: concurrency * 3 + kept,
    enter: (fn) => {
      const { own, from } = placeOf(fn);
      const shares = own === undefined || own === from ? [from] : [own, from];
      for (const share of shares) {
        const prefix = share === own ? "ReservedFunction" : "";
        if (share.busy >= share.environments) refuse(fn, `${prefix}ConcurrentInvocationLimitExceeded`);
        if (!share.requests.has(1)) refuse(fn, `${prefix}InvocationRateLimitExceeded`);
      }
      for (const share of shares) {
        share.busy++;
        share.requests.spend(1);
      }
      meter.entered(fn.name);
      return undefined;
    },
    start: (fn) => {
      const { starts } = placeOf(fn);
      if (!starts.has(1)) refuse(fn, "FunctionInvocationRateLimitExceeded");
      starts.spend(1);
      meter.started(fn.name);
      return drawColdStart(limits.coldStart, chance);
    },
    kept: (fn) => placeOf(fn).kept,
    hold: holdFor(limits.coreShare, meter),
    leave: (fn) => {
      const { own, from } = placeOf(fn);
      if (own !== undefined && own !== from) own.busy--;
      from.busy--;
      meter.left(fn.name);
    },
  };
}
