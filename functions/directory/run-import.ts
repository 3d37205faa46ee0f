import type { Payload } from "@preau/contract";
import { log } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { importRequestedV1 } from "../../events/import-requested.v1.ts";
import type { ImportId } from "./contract.ts";
import { inReadingOrder } from "./delivery-files.ts";
import { checkDelivery } from "./import/check-delivery.ts";
import { openReport } from "./import/report.ts";
import { writeDelivery } from "./import/write-delivery.ts";
import { type ImportJob, mayRun, noCounts } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "move" | "putIssues">;
  readonly store: DirectoryStore;
  readonly objects: { read(importId: string, file: string): AsyncIterable<Uint8Array> };
  now(): Date;
}

/** How often a running import says where it is. */
const RECORDS_A_WORD = 1_000;

const runJob = async (job: ImportJob, version: number, { imports, store, objects, now }: Deps) => {
  const report = openReport(job.importId, imports, now());
  const counts = noCounts();
  const delivery = { files: inReadingOrder(job.files), open: (file: string) => objects.read(job.importId, file) };
  let current = job;
  const progressOf = (step: "checking" | "writing") => {
    let records = 0;
    return async (): Promise<void> => {
      records += 1;
      if (records % RECORDS_A_WORD !== 0) return;
      current = await imports.move({ ...current, progress: { step, records }, updatedAt: now().toISOString() });
      log("info", "job-progress", { jobId: job.importId, step, count: records });
    };
  };
  const index = await checkDelivery(delivery, { report, counts, progress: progressOf("checking") });
  if (index !== undefined) {
    const { schoolYear } = job;
    await writeDelivery(delivery, index, {
      store,
      schoolYear,
      version,
      report,
      counts,
      progress: progressOf("writing"),
    });
  }
  await report.flush();
  const finishedAt = now().toISOString();
  const { progress: _, ...ended } = current;
  await imports.move({
    ...ended,
    state: index === undefined ? "refused" : "done",
    ...(index !== undefined && { counts }),
    ...report.totals(),
    finishedAt,
    updatedAt: finishedAt,
  });
};

/**
 * Runs an import that was asked for. The same request twice, or after a crash, ends in the same state: the import keeps the start of
 * its first attempt, and whoever finds the job moved on by somebody else (`LostRace`) leaves it to them.
 */
export const runImport = async ({ importId }: Payload<typeof importRequestedV1>, deps: Deps): Promise<void> => {
  const { imports, now } = deps;
  const found = await imports.find(importId as ImportId);
  if (found === undefined) throw new Error("an import was asked for that is not there");
  if (!mayRun(found)) return;
  const startedAt = found.startedAt ?? now().toISOString();
  const job = await imports.move({ ...found, state: "running", startedAt, updatedAt: now().toISOString() });
  try {
    await runJob(job, Date.parse(startedAt), deps);
  } catch (error) {
    if (error instanceof LostRace) throw error;
    log("error", "job-failed", { jobId: importId });
    const latest = (await imports.find(job.importId)) ?? job;
    await imports.move({ ...latest, state: "failed", updatedAt: now().toISOString() });
    throw error;
  }
};
