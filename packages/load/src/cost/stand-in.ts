import type { MeasuredOperation } from "../measured/measured.ts";
import { contracts } from "../surge/contracts.ts";

const isRead = (operation: string): boolean => {
  const [capability = "", name = ""] = operation.split(".");
  const contract = Object.values(contracts).find((one) => one.name === capability);
  const route = Object.entries(contract?.routes ?? {}).find(([key]) => key === name)?.[1];
  return route?.method === "GET";
};

const unitsOf = ({ asked, caused }: MeasuredOperation): number =>
  [{ ...asked, invocations: 1 }, ...caused].reduce(
    (sum, { rru, wru, invocations }) => sum + (rru + 5 * wru) * invocations,
    0,
  );

/**
 * Stands for an operation that nobody measured: the one in the middle, by units with all that follows, of the measured reads (or writes) of
 * its capability if there are any, else of all. Throws when nothing like it was measured.
 */
export const standInFor = (operation: string, measured: readonly MeasuredOperation[]): MeasuredOperation => {
  const [capability = ""] = operation.split(".");
  const alike = measured.filter(
    (one) => !one.operation.startsWith("identity.") && isRead(one.operation) === isRead(operation),
  );
  const near = alike.filter((one) => one.operation.startsWith(`${capability}.`));
  const chosen = (near.length > 0 ? near : alike).toSorted((a, b) => unitsOf(a) - unitsOf(b));
  const middle = chosen[Math.floor(chosen.length / 2)];
  if (middle === undefined) throw new Error(`nothing measured can stand for ${operation}`);
  return { ...middle, operation, function: `${capability}-api` };
};
