import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import { type ImportJob, importView, mayStart } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";
import type { Objects } from "./objects.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "moveWith">;
  readonly objects: Pick<Objects, "sizeOf">;
  now(): Date;
}

const faultOf = (announced: number, received: number | undefined): string | undefined => {
  if (received === undefined) return "Ce fichier n’est pas arrivé : envoyez-le.";
  if (received === announced) return undefined;
  return `Ce fichier est arrivé avec ${received} octets au lieu de ${announced} : envoyez-le de nouveau.`;
};

/** Runs a delivery whose files are all there, whole. The request leaves by the table's stream, with the change of state. */
export const startImport: Operation<typeof directoryContract.routes.startImport, Deps> = async (call, deps) => {
  const { importId } = call.params;
  const { imports, objects, now } = deps;
  const job = await imports.find(importId);
  if (job === undefined) throw problem("not-found");
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
