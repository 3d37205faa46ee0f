import type { Random } from "@preau/demo/world/random";
import type { VirtualTime } from "./virtual-time.ts";

/** How often things go wrong, and how long they take. */
export interface Faults {
  /** That a run of a function is killed at one of its calls, before it took place or after it. */
  readonly killed: number;
  /** That a call to a table is refused for now. */
  readonly throttled: number;
}

/** What became of a run; of a killed one nobody heard anything. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly error: unknown } | "killed";

class Throttled extends Error {
  override readonly name = "ProvisionedThroughputExceededException";
}

/** Most calls take some milliseconds, a few of them a second. */
const latencyOf = (random: Random): number => (random.chance(0.01) ? 200 + random.int(800) : 2 + random.int(12));

const MOST_CALLS = 10;

/** Makes a port of this run out of what every run shares: its calls take time, may be refused, and may be the last ones. */
export type Through = <Port extends object>(port: Port, mayRefuse?: boolean) => Port;

/**
 * Runs a function as its environment would: each call it makes through a port takes virtual time; it may be throttled, or the whole run
 * killed there, before the call took place or after. What a killed run was still doing is never heard of again.
 */
export const runFunction = async <Answer>(
  { time, random, faults }: { readonly time: VirtualTime; readonly random: Random; readonly faults: Faults },
  handle: (through: Through) => Promise<Answer>,
): Promise<Outcome<Answer>> => {
  const lastCall = random.chance(faults.killed) ? random.int(MOST_CALLS) : Number.POSITIVE_INFINITY;
  const diesBefore = lastCall !== Number.POSITIVE_INFINITY && random.chance(0.5);
  const { promise: killed, resolve: kill } = Promise.withResolvers<"killed">();
  let calls = 0;
  const dies = (): Promise<never> => {
    kill("killed");
    return new Promise(() => {});
  };
  const through: Through = (port, mayRefuse = true) =>
    new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...sent: readonly unknown[]): Promise<unknown> => {
          const call = calls;
          calls += 1;
          if (call > lastCall) return dies();
          const refused = mayRefuse && random.chance(faults.throttled);
          await time.pause(latencyOf(random));
          if (refused) throw new Throttled();
          if (call === lastCall && diesBefore) return dies();
          const result = await time.during(Promise.resolve(Reflect.apply(method, target, sent)));
          return call === lastCall ? dies() : result;
        };
      },
    });
  const ran = handle(through).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  return Promise.race([ran, killed]);
};
