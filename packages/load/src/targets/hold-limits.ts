import type { Faults, Limits } from "@preau/local/limits/limits";
import type { LocalControl } from "./local-control.ts";

/** Runs `work` with these limits on and this damage being done, and takes both away at its end however it ends. */
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
    // What a run that was killed left on is taken away as well.
    await control.limit(limits ?? null);
    await control.damage(faults ?? {});
    return await work();
  } finally {
    const over = await Promise.allSettled([control.damage({}), control.limit(null)]);
    if (over.some(({ status }) => status === "rejected"))
      process.stderr.write("The limits may still be on: stop the server and start it again.\n");
  }
};
