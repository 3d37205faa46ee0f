import { problem } from "@preau/contract";
import type { Call } from "@preau/runtime";
import type { directoryContract, Import } from "./contract.ts";
import { findImport, type ImportCall } from "./find-import.ts";
import { ended, importView } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "moveWith">;
  now(): Date;
}

type Remember = Call<typeof directoryContract.routes.cancelImport>["remember"];

/** Gives a delivery up before anything of it is written. */
export const cancelImport = async (
  call: ImportCall & { remember(reply: { status: 200; body: Import }): ReturnType<Remember> },
  { imports, now }: Deps,
): Promise<{ status: 200; body: Import }> => {
  const job = await findImport(call, imports);
  if (job.state !== "awaiting-approval" && job.state !== "awaiting-files")
    throw problem("not-awaiting-approval", { current: importView(job) });
  const cancelled = ended(job, "cancelled", now().toISOString());
  const reply = { status: 200, body: importView(cancelled) } as const;
  await imports.moveWith(cancelled, call.remember(reply));
  return reply;
};
