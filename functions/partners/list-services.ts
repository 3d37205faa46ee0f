import type { Operation } from "@preau/runtime";
import type { partnersContract } from "./contract.ts";
import { registered } from "./registered-service.ts";
import type { Registry } from "./store.ts";

interface Deps {
  readonly registry: Pick<Registry, "services">;
}

/** The operator reads the whole registry, a page at a time. */
export const listServices: Operation<typeof partnersContract.routes.listServices, Deps> = async (
  { query },
  { registry },
) => {
  const { items, cursor } = await registry.services(query);
  return { status: 200, body: { items: items.map(registered), ...(cursor !== undefined && { cursor }) } };
};
