import { holdFor } from "./hold.ts";
import type { InvocationLimits } from "./invocation-limits.ts";
import type { Limits } from "./limits.ts";
import type { Meter } from "./meter.ts";

/** Far more than any assembly needs: in a classic server every worker can do everything, only their number counts. */
const PROCESSES = 512;

/** A classic server: `slots` workers for everything and an endless queue before them, first come first served, also for those who gave up waiting. */
export function fixedPool(slots: number, { limits, meter }: { limits: Limits; meter: Meter }): InvocationLimits {
  const queue: (() => void)[] = [];
  let free = slots;
  return {
    maxProcesses: PROCESSES,
    enter: (fn) => {
      if (free > 0) {
        free--;
        meter.entered(fn.name);
        return undefined;
      }
      return new Promise((go) =>
        queue.push(() => {
          meter.entered(fn.name);
          go();
        }),
      );
    },
    start: (fn) => {
      meter.started(fn.name);
      return 0;
    },
    kept: () => slots,
    hold: holdFor(limits.coreShare, meter),
    leave: (fn) => {
      meter.left(fn.name);
      const next = queue.shift();
      if (next === undefined) free++;
      else next();
    },
  };
}
