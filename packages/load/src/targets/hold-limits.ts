import type { Faults, Limits } from "@preau/local/limits/limits";
import type { LocalControl } from "./local-control.ts";

/** Runs `work` with limits on and damage being done, and takes both away at its end however it ends. */
export const holdLimits = async <T>(
  control: Pick<LocalControl, "limit" | "damage"> | undefined,
  { limits, faults }: { readonly limits?: Limits; readonly faults?: Faults },
  work: () => Promise<T>,
): Promise<T> => {
  if (control === undefined) {
    if (limits !== undefined || faults !== undefined)
      throw new Error("limits and faults are for the runtime of this machine");
    return work();
  }
  try {
    if (limits !== undefined) await control.limit(limits);
    if (faults !== undefined) await control.damage(faults);
    return await work();
  } finally {
    if (faults !== undefined) await control.damage({});
    if (limits !== undefined) await control.limit(null);
  }
};
