import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import { currentYear } from "./current-year.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "find">;
  now(): Date;
}

/** A school, for its members: the runtime has already turned strangers away. */
export const readSchool: Operation<typeof directoryContract.routes.readSchool, Deps> = async (call, { store, now }) => {
  const { schoolId } = call.params;
  const schoolYear = currentYear(now());
  const school = await store.find("school", { schoolId, schoolYear, id: schoolId });
  if (school === undefined) throw problem("not-found");
  return { status: 200, body: { schoolId, schoolYear, ...school.content } };
};
