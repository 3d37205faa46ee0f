import { randomUUID } from "node:crypto";
import { type Capability, entryFileOf, routesOf } from "@preau/contract";
import { capabilityList } from "../../infra/capability-list.ts";
import { freshTable } from "./fresh-table.ts";
import { caller } from "./request.ts";

type Ask = ReturnType<typeof caller>;

/** One operation of the product and how to call it, as the gateway would, on an empty table. */
export interface Served {
  readonly capability: Capability;
  readonly operation: string;
  readonly ask: Ask;
}

const entryUrlOf = (capability: Capability, name: string): string =>
  new URL(`../../functions/${capability.name}/${entryFileOf(name)}`, import.meta.url).href;

const functionsOf = async (capability: Capability): Promise<readonly Served[]> => {
  await freshTable(capability);
  Object.assign(process.env, { BUCKET_NAME: `test-${randomUUID()}`, ISSUER_URL: "http://localhost" });
  const served: Served[] = [];
  for (const name of Object.keys(capability.functions)) {
    const operations = routesOf(capability, name);
    if (operations.length === 0) continue;
    const { handler } = await import(entryUrlOf(capability, name));
    const ask = caller(handler, capability.contract);
    served.push(...operations.map((operation) => ({ capability, operation, ask })));
  }
  return served;
};

/** Every operation of every capability: a new capability is under the generic suites without a line of test. */
export const everyOperation = async (): Promise<readonly Served[]> => {
  const served: Served[] = [];
  for (const capability of capabilityList) served.push(...(await functionsOf(capability)));
  return served;
};

/** Calls the operations of one capability, each at the function that serves it, as the gateway does. */
export const callerOf = (capability: Capability): Ask => {
  const asks = new Map<string, Promise<Ask>>();
  const open = async (name: string): Promise<Ask> =>
    caller((await import(entryUrlOf(capability, name))).handler, capability.contract);
  return async (operation, ...asked) => {
    const name = Object.keys(capability.functions).find((one) => routesOf(capability, one).includes(operation));
    if (name === undefined) throw new Error(`no function of ${capability.name} serves ${operation}`);
    const ask = asks.get(name) ?? open(name);
    asks.set(name, ask);
    return (await ask)(operation, ...asked);
  };
};
