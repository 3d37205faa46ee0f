import type { SchoolId } from "@preau/contract";
import { connectOneRosterService } from "@preau/formats/oneroster/connect-service";
import { readOneRoster } from "@preau/formats/oneroster/read-one-roster";
import { readStatements } from "@preau/formats/read-statements";
import { type ImportJob, noCounts } from "../import-job.ts";
import { readDelivery } from "./read-delivery.ts";
import { openReport } from "./report.ts";
import { end, moveOn, type Step } from "./step.ts";
import { openWorkFiles } from "./work-files.ts";

/** How often a running import says where it is. */
const RECORDS_A_WORD = 5_000;

/**
 * The first step: reads the files once and sorts what they say by school. It is not cut into pieces: interrupted, it begins again and
 * writes the same objects over.
 */
export const checkStep = async (job: ImportJob, { deps }: Step): Promise<ImportJob> => {
  const { objects, store, imports, now } = deps;
  const { importId, kind, schoolId, schoolYear } = job;
  const report = openReport({ importId, errors: 0, warnings: 0 }, imports, now());
  const counts = noCounts();
  const academy = job.academy ?? (await academyOf(schoolId, schoolYear, store)) ?? "";
  const files = job.files.map(({ name }) => ({ name, open: () => objects.read(importId, name) }));
  const context = { schoolId: schoolId ?? "", academy, schoolYear };
  const reads = job.service
    ? readOneRoster(connectOneRosterService(job.service), { ...context, origin: new URL(job.service.base).host })
    : readStatements(kind, files, context);
  let current = job;
  let records = 0;
  const progress = async (): Promise<void> => {
    records += 1;
    if (records % RECORDS_A_WORD === 0)
      current = await moveOn(current, { progress: { step: "checking", records } }, deps);
  };
  const work = openWorkFiles(objects, importId);
  const delivered = await readDelivery(reads, { schoolId, work, report, counts, progress });
  await report.flush();
  if (delivered === undefined) return end({ ...current, ...report.totals() }, "refused", deps);
  const next = { step: "comparing", schoolsDone: 0, progress: { step: "comparing", records: 0 } } as const;
  return moveOn(current, { ...next, ...report.totals(), counts, waits: false }, deps);
};

const academyOf = async (
  schoolId: SchoolId | undefined,
  schoolYear: number,
  { find }: Step["deps"]["store"],
): Promise<string | undefined> => {
  if (schoolId === undefined) return undefined;
  const [now, before] = await Promise.all(
    [schoolYear, schoolYear - 1].map((year) => find("school", { schoolId, schoolYear: year, id: schoolId })),
  );
  return (now ?? before)?.content.academy;
};
