import { problem } from "@preau/contract";
import { mayReadAuthority, type Principal } from "@preau/policy";
import type { Authority, AuthorityId } from "../authorities-contract.ts";
import type { AuthorityStore } from "./authority-store.ts";

/** The authority somebody works for; that of others is as if it were not. */
export const ownAuthority = async (
  principal: Principal,
  authorityId: AuthorityId,
  authorities: Pick<AuthorityStore, "find">,
): Promise<Authority> => {
  const authority = await authorities.find(authorityId);
  if (authority === undefined || !mayReadAuthority(principal, authority)) throw problem("not-found");
  return authority;
};
