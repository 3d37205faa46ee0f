import type { Contract } from "@preau/contract";
import { capabilityList } from "../../../../infra/capability-list.ts";
import type { Measured, MeasuredKey, MeasuredRun } from "../measured/measured.ts";
import { sigmaOf } from "./chance.ts";
import type { OperationModel, TableUse } from "./model.ts";

/** Asked by every environment once in a while, and not by every call: counted apart. */
const SWITCHBOARD = "switchboard";

const tablesOf = ({ keys }: Pick<MeasuredRun, "keys">): readonly TableUse[] =>
  [...Map.groupBy(keys, ({ table }) => table)]
    .filter(([table]) => table !== SWITCHBOARD)
    .map(([table, of]) => ({
      table,
      rru: of.reduce((sum, { rru }) => sum + rru, 0),
      wru: of.reduce((sum, { wru }) => sum + wru, 0),
      meeting: of.flatMap(({ pattern, scope, rru, wru }: MeasuredKey) =>
        scope === "school" || scope === "cell" ? [{ pattern, scope, rru, wru }] : [],
      ),
    }));

const isRepeatable = (operation: string): boolean => {
  const [capability = "", name = ""] = operation.split(".");
  const routes: Contract["routes"] = capabilityList.find((one) => one.name === capability)?.contract.routes ?? {};
  const route = routes[name];
  return route === undefined || route.method === "GET" || route.idempotent === true;
};

/**
 * The measured operations as a simulation meets them, `shares` saying how often each is asked for. What nobody has measured is left out, and
 * named in `unknown` with its share.
 */
export const operationsOf = (measured: Measured, shares: ReadonlyMap<string, number>) => {
  const known = new Map(measured.operations.map((one) => [one.operation, one]));
  const operations: OperationModel[] = [];
  const unknown: { readonly operation: string; readonly share: number }[] = [];
  for (const [operation, share] of shares) {
    const found = known.get(operation);
    if (found === undefined) {
      unknown.push({ operation, share });
      continue;
    }
    const { function: name, route, priority, asked, caused } = found;
    const { median, p95 } = asked.cpuMs;
    operations.push({
      operation,
      function: name,
      route,
      priority,
      share,
      repeatable: isRepeatable(operation),
      cpu: { median, sigma: sigmaOf(median, p95), first: asked.firstCpuMs },
      roundTrips: asked.roundTrips,
      tables: tablesOf(asked),
      caused: caused.map((one) => ({
        function: one.function,
        by: one.by,
        invocations: one.invocations,
        cpuMs: one.cpuMs.median,
        roundTrips: one.roundTrips,
        tables: tablesOf(one),
      })),
    });
  }
  return { operations, unknown };
};
