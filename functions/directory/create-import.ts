import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract, ImportId } from "./contract.ts";
import { currentYear } from "./current-year.ts";
import { faultsOfFiles } from "./delivery-files.ts";
import type { ImportJob } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";
import type { Objects } from "./objects.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "create">;
  readonly objects: Pick<Objects, "uploadUrl">;
  newId(): ImportId;
  now(): Date;
}

/** A slow line must manage a department's files. */
const UPLOAD_SECONDS = 3_600;

/** Announces a delivery: names are checked now, before anybody waits for an upload. */
export const createImport: Operation<typeof directoryContract.routes.createImport, Deps> = async (call, deps) => {
  const { kind, files, schoolYear } = call.body;
  const errors = faultsOfFiles(files);
  if (errors.length > 0) throw problem("invalid-request", { errors });
  const importId = deps.newId();
  const now = deps.now();
  const createdAt = now.toISOString();
  const job: ImportJob = {
    importId,
    kind,
    schoolYear: schoolYear ?? currentYear(now),
    state: "awaiting-files",
    files,
    createdAt,
    updatedAt: createdAt,
    errors: 0,
    warnings: 0,
    version: 1,
  };
  const uploads = await Promise.all(
    files.map(async ({ name }) => ({
      name,
      ...(await deps.objects.uploadUrl(importId, name, UPLOAD_SECONDS)),
    })),
  );
  const reply = { status: 201, body: { importId, state: "awaiting-files", uploads } } as const;
  await deps.imports.create(job, call.remember(reply));
  return reply;
};
