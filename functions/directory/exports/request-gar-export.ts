import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import { currentYear } from "../current-year.ts";
import type { ExportId } from "../exports-contract.ts";
import { type ExportJob, exportView } from "./export-job.ts";
import type { ExportStore } from "./export-store.ts";

interface Deps {
  readonly exports: Pick<ExportStore, "create" | "garSettings">;
  newExportId(now: Date): ExportId;
  now(): Date;
}

/** Asks for what the GAR receives of all enrolled schools of a degree. */
export const requestGarExport: Operation<typeof directoryContract.routes.requestGarExport, Deps> = async (
  call,
  deps,
) => {
  if ((await deps.exports.garSettings()) === undefined) throw problem("gar-not-configured");
  const now = deps.now();
  const job = garJob(deps.newExportId(now), call.body.degree, call.principal.accountId, now);
  const reply = { status: 202, body: exportView(job, now) } as const;
  await deps.exports.create(job, call.remember(reply));
  return reply;
};

/** A sending to the GAR that is still to be written. */
export const garJob = (exportId: ExportId, degree: "1D" | "2D", requestedBy: string, now: Date): ExportJob => ({
  exportId,
  owner: "territory",
  schoolYear: currentYear(now),
  kind: "gar",
  contacts: false,
  degree,
  state: "queued",
  requestedBy,
  createdAt: now.toISOString(),
  files: [],
  version: 1,
});
