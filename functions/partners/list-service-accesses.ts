import type { Operation } from "@preau/runtime";
import type { AccessStore } from "./access-store.ts";
import type { partnersContract } from "./contract.ts";

interface Deps {
  readonly accesses: Pick<AccessStore, "of">;
}

/** People read what was told of themselves: only the caller's own partition is ever asked for. */
export const listServiceAccesses: Operation<typeof partnersContract.routes.listServiceAccesses, Deps> = async (
  { principal, query },
  { accesses },
) => {
  const { items, cursor } = await accesses.of(principal.accountId, query);
  return { status: 200, body: { items: [...items], ...(cursor !== undefined && { cursor }) } };
};
