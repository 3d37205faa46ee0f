import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
}

/** Who is in a class or a group, for the staff of the school. */
export const readAudience: Operation<typeof directoryContract.routes.readAudience, Deps> = async (
  call,
  { store, years },
) => {
  const { schoolId, audienceId } = call.params;
  const roster = await store.find("roster", { schoolId, schoolYear: await years.current(schoolId), id: audienceId });
  if (roster === undefined) throw problem("not-found");
  const { audience, classes, headTeacherIds, pupils } = roster.content;
  return {
    status: 200,
    body: {
      schoolId,
      audience,
      classes: [...classes],
      headTeacherIds: [...headTeacherIds],
      pupils: pupils.map((pupil) => ({ ...pupil, schoolId })),
      version: roster.version,
    },
  };
};
