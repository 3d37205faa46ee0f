import type { RunRecord } from "../run/run-record.ts";
import type { OperationModel } from "./model.ts";

/** What a run saw of one function: how often it was invoked, and how long each invocation kept an environment busy. */
export interface Held {
  readonly invocations: number;
  readonly meanMs: number;
  /** The mean of the squares. */
  readonly squareMs: number;
}

/** How long each function's environments were held in a run, by its name in the design (`home-api`). */
export const heldInRun = ({ measured = [] }: Pick<RunRecord, "measured">): ReadonlyMap<string, Held> => {
  const sums = new Map<string, { invocations: number; busyMs: number; squares: number }>();
  for (const { functions } of measured)
    for (const [name, { invocations, busyMs, busyMsSquared }] of Object.entries(functions)) {
      const short = name.replace(/^preau-[^-]+-/, "");
      const of = sums.get(short) ?? { invocations: 0, busyMs: 0, squares: 0 };
      sums.set(short, {
        invocations: of.invocations + invocations,
        busyMs: of.busyMs + busyMs,
        squares: of.squares + busyMsSquared,
      });
    }
  return new Map(
    [...sums]
      .filter(([, { invocations }]) => invocations > 0)
      .map(([name, { invocations, busyMs, squares }]) => [
        name,
        { invocations, meanMs: busyMs / invocations, squareMs: squares / invocations },
      ]),
  );
};

const meanOf = ({ cpu }: OperationModel): number => cpu.median * Math.exp(cpu.sigma ** 2 / 2);

/**
 * The operations of one function with the service times that a run saw: log-normal, the mean of each in proportion to what it takes alone, and as
 * far apart as leaves the function the two moments that it had. `core` is the part of a core by which a simulation divides processor time. First
 * calls are among what was seen: none is added.
 */
export const timedAsHeld = (
  operations: readonly OperationModel[],
  held: Held,
  core: number,
): readonly OperationModel[] => {
  const shares = operations.reduce((sum, { share }) => sum + share, 0);
  const alone = operations.reduce((sum, one) => sum + (one.share / shares) * meanOf(one), 0);
  if (alone === 0) return operations;
  const between = operations.reduce((sum, one) => sum + (one.share / shares) * (meanOf(one) / alone) ** 2, 0);
  const sigma = Math.sqrt(Math.max(0, Math.log(held.squareMs / (held.meanMs ** 2 * between))));
  return operations.map((one) => {
    const median = held.meanMs * core * (meanOf(one) / alone) * Math.exp(-(sigma ** 2) / 2);
    return { ...one, cpu: { median, sigma, first: 0 } };
  });
};
