import { RetryBudget } from "@preau/sdk/retry-budget";
import type { Chance } from "./chance.ts";
import { openHeap } from "./heap.ts";

/** Somebody's app: one retry budget for all that they ask. */
export interface Device {
  readonly budget: RetryBudget;
  readyAt: number;
}

/**
 * The devices in people's hands. Who has thought longest since they were ready asks next; when nobody has thought enough, somebody opens another
 * one: what is asked follows the rate and never the server.
 */
export const openDevices = (
  { medianMs, sigma }: { readonly medianMs: number; readonly sigma: number },
  chance: Chance,
) => {
  const resting = openHeap<Device>((one, other) => one.readyAt < other.readyAt);
  return {
    take: (now: number): Device => {
      const isReady = (resting.peek()?.readyAt ?? Number.POSITIVE_INFINITY) <= now;
      const device = (isReady ? resting.pop() : undefined) ?? { budget: new RetryBudget(), readyAt: 0 };
      device.readyAt = now + chance.logNormal(medianMs, sigma);
      return device;
    },
    /** Its owner has an answer, or gave up. */
    give: (device: Device): void => resting.push(device),
  };
};

export type Devices = ReturnType<typeof openDevices>;
