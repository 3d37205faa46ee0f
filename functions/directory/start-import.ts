import { problem } from "@preau/contract";
import type { Call } from "@preau/runtime";
import type { directoryContract, Import } from "./contract.ts";
import { findImport, type ImportCall } from "./find-import.ts";
import { type ImportJob, importView, mayStart } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";
import type { Objects } from "./objects.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "moveWith">;
  readonly objects: Pick<Objects, "sizeOf">;
  now(): Date;
}

type Remember = Call<typeof directoryContract.routes.startImport>["remember"];

const faultOf = (announced: number, received: number | undefined): string | undefined => {
  if (received === undefined) return "Ce fichier n’est pas arrivé : envoyez-le.";
  if (received === announced) return undefined;
  return `Ce fichier est arrivé avec ${received} octets au lieu de ${announced} : envoyez-le de nouveau.`;
};

/** Runs a delivery whose files are all there, whole. The request leaves by the table's stream, with the change of state. */
export const startImport = async (
  call: ImportCall & { remember(reply: { status: 202; body: Import }): ReturnType<Remember> },
  { imports, objects, now }: Deps,
): Promise<{ status: 202; body: Import }> => {
  const job = await findImport(call, imports);
  const { importId } = job;
  if (!mayStart(job, now())) throw problem("import-already-started", { current: importView(job) });
  const faults = await Promise.all(
    job.files.map(async ({ name, bytes }) => ({
      field: name,
      message: faultOf(bytes, await objects.sizeOf(importId, name)),
    })),
  );
  const errors = faults.flatMap(({ field, message }) => (message === undefined ? [] : [{ field, message }]));
  if (errors.length > 0) throw problem("files-missing", { errors });
  const queued: ImportJob = { ...job, state: "queued", updatedAt: now().toISOString() };
  const reply = { status: 202, body: importView(queued) } as const;
  await imports.moveWith(queued, call.remember(reply));
  return reply;
};
