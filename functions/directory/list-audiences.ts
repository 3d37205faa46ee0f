import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import { currentYear } from "./current-year.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "find">;
  now(): Date;
}

/** The classes and groups of a school, for its staff. */
export const listAudiences: Operation<typeof directoryContract.routes.listAudiences, Deps> = async (
  call,
  { store, now },
) => {
  const { schoolId } = call.params;
  const school = await store.find("school", { schoolId, schoolYear: currentYear(now()), id: schoolId });
  if (school === undefined) throw problem("not-found");
  return { status: 200, body: { items: [...school.content.audiences] } };
};
