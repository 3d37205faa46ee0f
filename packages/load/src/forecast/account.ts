import { type Bucket, createBucket } from "@preau/local/limits/bucket";
import type { Chance } from "./chance.ts";
import { DEVIATIONS, sigmaOf } from "./chance.ts";
import type { AccountLimits, Broken, FunctionSize } from "./model.ts";

/** An execution environment: when it fell idle, and until when it feels that its table is throttled. */
export interface Environment {
  fresh: boolean;
  idleSince: number;
  pressedUntil: number;
  /** Not taken away however long it rests. */
  readonly kept: boolean;
}

/** Why Lambda refuses, and which quota says so. */
export type LambdaRefusal = "concurrency" | "requests a second" | "environments added in 10 s";

export interface Refused {
  readonly refused: LambdaRefusal;
  /** Of the function's own reservation, or of what the others share. */
  readonly of: "function" | "account";
}

export interface Entered {
  readonly environment: Environment;
  /** Milliseconds before it serves anything: those of a start. */
  readonly coldMs: number;
}

interface Share {
  readonly of: Refused["of"];
  readonly environments: number;
  readonly requests: Bucket;
  busy: number;
}

interface Place {
  readonly share: Share;
  readonly starts: Bucket;
  readonly idle: Environment[];
  busy: number;
  /** Started since the beginning. */
  coldStarts: number;
}

/**
 * Lambda in one account and region: what each function has set aside and what the others share, ten requests a second for each of these
 * environments, a thousand more of a function in ten seconds, warm environments taken again last in, first out.
 */
export const openAccount = (
  limits: AccountLimits,
  functions: readonly FunctionSize[],
  {
    now,
    chance,
    broken,
  }: { readonly now: () => number; readonly chance: Chance; readonly broken?: Broken | undefined },
) => {
  const shareOf = (of: Refused["of"], environments: number): Share => ({
    of,
    environments,
    requests: createBucket({ perSecond: environments * limits.requestsPerConcurrency }, now),
    busy: 0,
  });
  const setAside = functions.reduce((sum, { reserved = 0 }) => sum + reserved, 0);
  const shared = shareOf("account", Math.max(1, limits.concurrency - setAside));
  const coldSigma = sigmaOf(limits.coldStart.medianMs, limits.coldStart.p99Ms, DEVIATIONS.p99);
  const places = new Map<string, Place>(
    functions.map(({ name, reserved, provisioned }) => [
      name,
      {
        share: reserved === undefined || reserved === 0 ? shared : shareOf("function", reserved),
        starts: createBucket({ perSecond: limits.startsPer10s / 10, most: limits.startsPer10s }, now),
        idle: Array.from({ length: provisioned }, () => ({ fresh: true, idleSince: 0, pressedUntil: 0, kept: true })),
        busy: 0,
        coldStarts: 0,
      },
    ]),
  );
  const placeOf = (name: string): Place => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`${name} is not of this account`);
    return place;
  };

  return {
    enter: (name: string): Entered | Refused => {
      const place = placeOf(name);
      const { share, idle, starts } = place;
      if (share.busy + 1 > share.environments) return { refused: "concurrency", of: share.of };
      if (!share.requests.has(1)) return { refused: "requests a second", of: share.of };
      share.requests.spend(1);
      let environment = idle.pop();
      if (environment !== undefined && !environment.kept && now() - environment.idleSince > limits.idleMs) {
        // The last to fall idle has rested too long: so have all the others that may go.
        idle.splice(0, idle.length, ...idle.filter(({ kept }) => kept));
        environment = idle.pop();
      }
      let coldMs = 0;
      if (environment === undefined) {
        if (broken !== "no-ramp" && !starts.has(1)) return { refused: "environments added in 10 s", of: "function" };
        starts.spend(1);
        place.coldStarts += 1;
        environment = { fresh: true, idleSince: 0, pressedUntil: 0, kept: false };
        coldMs = broken === "no-ramp" ? 0 : chance.logNormal(limits.coldStart.medianMs, coldSigma);
      }
      share.busy += 1;
      place.busy += 1;
      return { environment, coldMs };
    },
    leave: (name: string, environment: Environment): void => {
      const place = placeOf(name);
      place.share.busy -= 1;
      place.busy -= 1;
      environment.idleSince = now();
      place.idle.push(environment);
    },
    /** Environments that a consumer may have beside what is busy now; taken and given back by `hold`. */
    free: (name: string): number => Math.max(0, placeOf(name).share.environments - placeOf(name).share.busy),
    hold: (name: string, environments: number): void => {
      placeOf(name).share.busy += environments;
      placeOf(name).busy += environments;
    },
    busy: (name: string): number => placeOf(name).busy,
    alive: (): number => [...places.values()].reduce((sum, { busy, idle }) => sum + busy + idle.length, 0),
    coldStarts: (name: string): number => placeOf(name).coldStarts,
    /** Busy environments in all, those of reservations included. */
    inUse: (): number => [...places.values()].reduce((sum, { busy }) => sum + busy, 0),
  };
};

export type Account = ReturnType<typeof openAccount>;
