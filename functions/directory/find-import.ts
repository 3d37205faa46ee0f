import { problem, type SchoolId } from "@preau/contract";
import type { ImportId } from "./contract.ts";
import type { ImportJob } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";

/** An import as a route names it: a school names its own alone. */
export interface ImportCall {
  readonly params: { readonly importId: ImportId; readonly schoolId?: SchoolId };
}

/** The import of a call. That of another school does not exist for this one. */
export const findImport = async (
  { params: { importId, schoolId } }: ImportCall,
  { find }: Pick<ImportStore, "find">,
): Promise<ImportJob> => {
  const job = await find(importId);
  if (job === undefined || (schoolId !== undefined && job.schoolId !== schoolId)) throw problem("not-found");
  return job;
};
