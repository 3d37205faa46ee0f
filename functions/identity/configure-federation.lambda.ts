import { configureFederation } from "./federation/configure-federation.ts";
import { makeServiceKey } from "./federation/make-service-key.ts";
import { openPartners } from "./store/partners.ts";
import { changeServiceKeys } from "./store/service-keys.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");

const deps = {
  ...openPartners(table),
  changeKeys: (change: Parameters<typeof changeServiceKeys>[1]) => changeServiceKeys(table, change),
  makeKey: makeServiceKey,
};

export const handler = (input: unknown) => configureFederation(input, deps);
