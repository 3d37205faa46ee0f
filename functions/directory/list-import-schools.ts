import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import { findImport } from "./find-import.ts";
import type { ImportStore } from "./import-store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "schoolsOf">;
}

/** What an import changes, school by school: where to look first. */
export const listImportSchools: Operation<typeof directoryContract.routes.listImportSchools, Deps> = async (
  call,
  { imports },
) => {
  const { importId } = await findImport(call, imports);
  const { items, cursor } = await imports.schoolsOf(importId, call.query);
  const schools = items.map(({ schoolId, progress: { counts, written, waits } }) => ({
    schoolId,
    counts,
    written,
    ...(waits !== undefined && { waits }),
  }));
  return { status: 200, body: { items: schools, ...(cursor !== undefined && { cursor }) } };
};
