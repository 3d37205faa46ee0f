import { readCapacity, resetCapacity } from "@preau/store";
import { errorFields, log } from "./logger.ts";

/** What the schedule of a manifest hands to its function. */
export interface ScheduledRun {
  readonly schedule: string;
  /** The instant it was due, in UTC. */
  readonly at: string;
}

/**
 * The handler of a function that runs by itself. `handle` is given the instant it was due; it may be given the same one twice (Lambda
 * tries a failed run twice more), so what it does must bear repetition.
 */
export const onSchedule = <Deps>(handle: (at: Date, deps: Deps) => Promise<void>, makeDeps: () => Deps) => {
  const deps = makeDeps();
  return async ({ at }: ScheduledRun): Promise<void> => {
    resetCapacity();
    try {
      await handle(new Date(at), deps);
    } catch (error) {
      log("error", "schedule-failed", errorFields(error));
      throw error;
    }
    const { rru, wru, commands } = readCapacity();
    log("info", "schedule-run", { rru, wru, commands });
  };
};
