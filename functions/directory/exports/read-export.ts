import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import { currentYear } from "../current-year.ts";
import type { Objects } from "../objects.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import { type ExportJob, exportView } from "./export-job.ts";
import type { ExportStore } from "./export-store.ts";

interface Deps {
  readonly years: Pick<YearsStore, "current">;
  readonly exports: Pick<ExportStore, "find">;
  readonly objects: Pick<Objects, "downloadUrl">;
  now(): Date;
}

/** Long enough to click, too short to pass on. */
const DOWNLOAD_SECONDS = 300;

const withDownloads = async (job: ExportJob | undefined, { objects, now }: Deps) => {
  if (job === undefined) throw problem("not-found");
  const at = now();
  const there = job.expiresAt !== undefined && at.toISOString() < job.expiresAt;
  const downloads = await Promise.all(
    (there ? job.files : []).map(async (file) => ({
      ...file,
      ...(await objects.downloadUrl(job.exportId, file.name, DOWNLOAD_SECONDS)),
    })),
  );
  return { status: 200, body: { ...exportView(job, at), downloads } } as const;
};

/** Where a file of the school stands, and for a few minutes where to fetch it. */
export const readExport: Operation<typeof directoryContract.routes.readExport, Deps> = async (call, deps) => {
  const { schoolId, exportId } = call.params;
  return withDownloads(
    await deps.exports.find({ owner: schoolId, schoolYear: await deps.years.current(schoolId), exportId }),
    deps,
  );
};

/** The same for a sending to the GAR. */
export const readGarExport: Operation<typeof directoryContract.routes.readGarExport, Deps> = async (call, deps) => {
  const key = { owner: "territory", schoolYear: currentYear(deps.now()), exportId: call.params.exportId } as const;
  return withDownloads(await deps.exports.find(key), deps);
};
