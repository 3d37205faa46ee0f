import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import { importView } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find">;
}

export const readImport: Operation<typeof directoryContract.routes.readImport, Deps> = async (call, { imports }) => {
  const job = await imports.find(call.params.importId);
  if (job === undefined) throw problem("not-found");
  return { status: 200, body: importView(job) };
};
