import { mayReadAuthority } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { AuthorityStore } from "./authority-store.ts";

interface Deps {
  readonly authorities: Pick<AuthorityStore, "all">;
}

/** The authorities of the territory to whoever runs it; to their people, their own. */
export const listAuthorities: Operation<typeof directoryContract.routes.listAuthorities, Deps> = async (
  { principal },
  { authorities },
) => {
  const all = await authorities.all();
  return { status: 200, body: { items: all.filter((authority) => mayReadAuthority(principal, authority)) } };
};
