import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
}

/** The classes and groups of a school, for its staff. */
export const listAudiences: Operation<typeof directoryContract.routes.listAudiences, Deps> = async (
  call,
  { store, years },
) => {
  const { schoolId } = call.params;
  const school = await store.find("school", { schoolId, schoolYear: await years.current(schoolId), id: schoolId });
  if (school === undefined) throw problem("not-found");
  return { status: 200, body: { items: [...school.content.audiences] } };
};
