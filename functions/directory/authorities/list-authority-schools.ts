import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { AuthorityStore } from "./authority-store.ts";
import { ownAuthority } from "./own-authority.ts";

interface Deps {
  readonly authorities: Pick<AuthorityStore, "find">;
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: Pick<YearsStore, "current">;
}

/** Reads under way at once. */
const AT_ONCE = 16;

/** The schools an authority answers for, as the directory knows them. */
export const listAuthoritySchools: Operation<typeof directoryContract.routes.listAuthoritySchools, Deps> = async (
  { principal, params },
  { authorities, store, years },
) => {
  const { schoolIds } = await ownAuthority(principal, params.authorityId, authorities);
  const read = async (schoolId: (typeof schoolIds)[number]) => {
    const found = await store.find("school", { schoolId, schoolYear: await years.current(schoolId), id: schoolId });
    if (found === undefined) return [];
    const { name, type, postalCode, city } = found.content;
    return [{ schoolId, name, type, postalCode, city }];
  };
  const items = [];
  for (let start = 0; start < schoolIds.length; start += AT_ONCE)
    items.push(...(await Promise.all(schoolIds.slice(start, start + AT_ONCE).map(read))).flat());
  return { status: 200, body: { items } };
};
