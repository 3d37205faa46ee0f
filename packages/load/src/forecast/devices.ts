import { RetryBudget } from "@preau/sdk/retry-budget";
import type { Chance } from "./chance.ts";

/** Somebody's app: one retry budget for all that they ask. */
export interface Device {
  readonly budget: RetryBudget;
  readyAt: number;
}

/** So many places of the line are given back at once. */
const FORGOTTEN = 10_000;

/**
 * The devices in people's hands. Who has thought enough asks next; when nobody has, somebody opens another one: what is asked follows the
 * rate and never the server.
 */
export const openDevices = (
  { medianMs, sigma }: { readonly medianMs: number; readonly sigma: number },
  chance: Chance,
) => {
  /** Those that wait for their owner, first in, first out: think times vary less than the line is long. */
  const resting: Device[] = [];
  let first = 0;
  return {
    take: (now: number): Device => {
      const device = resting[first];
      const taken = device !== undefined && device.readyAt <= now ? device : undefined;
      if (taken !== undefined) first += 1;
      if (first > FORGOTTEN) {
        resting.splice(0, first);
        first = 0;
      }
      const ready = taken ?? { budget: new RetryBudget(), readyAt: 0 };
      ready.readyAt = now + chance.logNormal(medianMs, sigma);
      return ready;
    },
    /** Its owner has an answer, or gave up. */
    give: (device: Device): void => void resting.push(device),
  };
};

export type Devices = ReturnType<typeof openDevices>;
