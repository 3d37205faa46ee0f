import { setTimeout as delay } from "node:timers/promises";
import { readProcessTimes, usedBetween } from "./process-times.ts";

/** Milliseconds of processor a second that are rest: pollers and timers go on. */
const REST_MS = 120;
const QUIET_SECONDS = 2;
const MOST_SECONDS = 180;

/** Waits until a runtime has nothing left to do of what was asked before. Throws when it still works after three minutes. */
export const awaitRest = async (pid: number): Promise<void> => {
  let quiet = 0;
  for (let second = 0; second < MOST_SECONDS; second += 1) {
    const before = readProcessTimes(pid);
    await delay(1_000);
    const used = usedBetween(before, readProcessTimes(pid)).reduce((sum, [, ms]) => sum + ms, 0);
    quiet = used <= REST_MS ? quiet + 1 : 0;
    if (quiet === QUIET_SECONDS) return;
  }
  throw new Error("the runtime does not come to rest");
};
