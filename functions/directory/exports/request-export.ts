import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { ExportId } from "../exports-contract.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import { type ExportJob, exportView } from "./export-job.ts";
import type { ExportStore } from "./export-store.ts";

interface Deps {
  readonly years: Pick<YearsStore, "current">;
  readonly exports: Pick<ExportStore, "create" | "garSettings">;
  newExportId(now: Date): ExportId;
  now(): Date;
}

/** Asks for a file of the school. It is written outside the request; who asked stays known for a year. */
export const requestExport: Operation<typeof directoryContract.routes.requestExport, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { kind, contacts } = call.body;
  if (kind === "gar" && !(await deps.exports.garSettings())?.enrolled.includes(schoolId)) throw problem("not-enrolled");
  const now = deps.now();
  const job: ExportJob = {
    exportId: deps.newExportId(now),
    owner: schoolId,
    schoolYear: await deps.years.current(schoolId),
    kind,
    contacts: kind === "directory-csv" && contacts,
    state: "queued",
    requestedBy: call.principal.accountId,
    createdAt: now.toISOString(),
    files: [],
    version: 1,
  };
  const reply = { status: 202, body: exportView(job, now) } as const;
  await deps.exports.create(job, call.remember(reply));
  return reply;
};
