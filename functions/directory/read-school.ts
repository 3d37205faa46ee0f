import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
}

/** A school, for its members: the runtime has already turned strangers away. */
export const readSchool: Operation<typeof directoryContract.routes.readSchool, Deps> = async (
  call,
  { store, years },
) => {
  const { schoolId } = call.params;
  const schoolYear = await years.current(schoolId);
  const school = await store.find("school", { schoolId, schoolYear, id: schoolId });
  if (school === undefined) throw problem("not-found");
  return { status: 200, body: { schoolId, schoolYear, ...school.content } };
};
