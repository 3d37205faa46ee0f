import type { Import } from "./contract.ts";
import { findImport, type ImportCall } from "./find-import.ts";
import { importView } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find">;
}

/** Where an import stands. */
export const readImport = async (call: ImportCall, { imports }: Deps): Promise<{ status: 200; body: Import }> => ({
  status: 200,
  body: importView(await findImport(call, imports)),
});
