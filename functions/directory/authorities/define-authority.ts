import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { AuthorityStore } from "./authority-store.ts";

interface Deps {
  readonly authorities: Pick<AuthorityStore, "keep">;
}

/** Says what an authority answers for. A school taken off its list is out of its sight from the next request on. */
export const defineAuthority: Operation<typeof directoryContract.routes.defineAuthority, Deps> = async (
  call,
  { authorities },
) => {
  const { version, ...settings } = call.body;
  const authority = { ...settings, authorityId: call.params.authorityId, version: version + 1 };
  const reply = { status: 200, body: authority } as const;
  await authorities.keep(authority, version, call.remember(reply));
  return reply;
};
