import { schoolTimeOf } from "@preau/calendar";
import type { Payload, SchoolId } from "@preau/contract";
import { log } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { exportRequestedV1 } from "../../../events/export-requested.v1.ts";
import type { ExportId } from "../exports-contract.ts";
import type { Objects } from "../objects.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { ExportJob, Owner } from "./export-job.ts";
import type { ExportStore } from "./export-store.ts";
import { isPupil, readSnapshot, type SchoolSnapshot } from "./school-snapshot.ts";
import { writeFiles } from "./write-files.ts";

interface Deps {
  readonly exports: Pick<ExportStore, "find" | "move" | "garSettings">;
  readonly store: Pick<DirectoryStore, "find" | "findPeople" | "census">;
  readonly years: Pick<YearsStore, "current">;
  readonly objects: Pick<Objects, "putExport">;
  now(): Date;
}

/** The bucket erases its objects after thirty days. */
const KEPT_MS = 30 * 86_400_000;
const MOST_TOLD = 100;

const schoolsOf = (job: ExportJob, enrolled: readonly SchoolId[]): readonly SchoolId[] => {
  if (job.owner === "territory") return enrolled;
  return job.kind === "gar" && !enrolled.includes(job.owner) ? [] : [job.owner];
};

const runJob = async (job: ExportJob, { exports, store, years, objects, now }: Deps): Promise<void> => {
  const settings = job.kind === "gar" ? await exports.garSettings() : undefined;
  const today = schoolTimeOf(now()).day;
  const snapshots: SchoolSnapshot[] = [];
  for (const schoolId of schoolsOf(job, settings?.enrolled ?? [])) {
    const schoolYear = job.owner === "territory" ? await years.current(schoolId) : job.schoolYear;
    const snapshot = await readSnapshot(store, { schoolId, schoolYear }, today);
    if (snapshot !== undefined) snapshots.push(snapshot);
    log("info", "job-progress", { jobId: job.exportId, schoolId, count: snapshot?.present.length ?? 0 });
  }
  const { files, leftOut } = await writeFiles({ job, snapshots, ent: settings?.ent, now: new Date(job.createdAt) });
  for (const { name, bytes } of files) await objects.putExport(job.exportId, name, Uint8Array.from(bytes));
  const everybody = snapshots.flatMap(({ present }) => present);
  const pupils = everybody.filter(isPupil).length;
  const at = now();
  await exports.move({
    ...job,
    state: "done",
    finishedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + KEPT_MS).toISOString(),
    counts: { schools: snapshots.length, pupils, adults: everybody.length - pupils, leftOut: leftOut.length },
    ...(leftOut.length > 0 && { leftOut: leftOut.slice(0, MOST_TOLD) }),
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  });
};

/** Writes the files that were asked for. Asked twice, or after a crash, it ends in the same files: their date is that of the request. */
export const runExport = async (
  { owner, schoolYear, exportId }: Payload<typeof exportRequestedV1>,
  deps: Deps,
): Promise<void> => {
  const key = { owner: owner as Owner, schoolYear, exportId: exportId as ExportId };
  const job = await deps.exports.find(key);
  if (job === undefined) throw new Error("an export was asked for that is not there");
  if (job.state === "done") return;
  try {
    await runJob(job, deps);
  } catch (error) {
    if (error instanceof LostRace) throw error;
    log("error", "job-failed", { jobId: exportId });
    if (job.state === "queued") await deps.exports.move({ ...job, state: "failed" });
    throw error;
  }
};
