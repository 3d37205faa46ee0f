import { digest } from "@preau/contract/derive-id";
import type { ChangeKind } from "../contract.ts";
import { addCounts, type ImportJob, noCounts, type SchoolProgress } from "../import-job.ts";
import { compareSchool } from "./compare-school.ts";
import type { Plan } from "./plan.ts";
import { openReport } from "./report.ts";
import { end, moveOn, type Step } from "./step.ts";
import { linesOf, openWorkFiles, SCHOOLS_FILE, type SchoolsFile, type WorkFiles } from "./work-files.ts";

const KINDS = ["created", "changed", "left", "ambiguous"] as const satisfies readonly ChangeKind[];

/** One object is one page of the difference. */
export const LINES_A_PAGE = 100;

/** Keeps the lines of one kind, a page an object; gives the number of pages. */
export const writePages = async (work: WorkFiles, name: string, lines: readonly unknown[]): Promise<number> => {
  const pages = Math.ceil(lines.length / LINES_A_PAGE);
  await Promise.all(
    work
      .series(name, pages)
      .map((page, index) => work.write(page, lines.slice(index * LINES_A_PAGE, (index + 1) * LINES_A_PAGE))),
  );
  return pages;
};

const keepPlan = async (work: WorkFiles, schoolId: string, { lines, counts, waits }: Plan): Promise<SchoolProgress> => {
  const pages: Record<ChangeKind, number> = { created: 0, changed: 0, left: 0, ambiguous: 0 };
  for (const kind of KINDS) {
    const ofKind = lines.filter(({ change }) => change.kind === kind);
    pages[kind] = await writePages(work, linesOf(schoolId, kind), ofKind);
  }
  return { counts, pages, waits, written: false };
};

/** Names a difference: the same lines, and the records they would write, have the same name. */
const digestOf = (before: string | undefined, { lines }: Plan): string =>
  lines.length === 0
    ? (before ?? "")
    : digest(26, before ?? "", ...lines.map(({ change, write }) => `${change.kind} ${change.line} ${write?.hash}`));

const afterComparing = (job: ImportJob, { deps }: Step): Promise<ImportJob> => {
  const total = Object.values(job.counts ?? noCounts()).reduce(
    (sum, { created, changed, missing, ambiguous }) => sum + created + changed + missing + ambiguous,
    0,
  );
  // What a source says may change without a field being shown otherwise: those lines are "changed" too.
  if (total === 0) return end(job, "done", deps);
  if (job.autoApprove && job.waits !== true)
    return moveOn(job, { step: "writing", schoolsDone: 0, progress: { step: "writing", records: 0 } }, deps);
  const { progress: _, ...waiting } = job;
  return moveOn(waiting, { state: "awaiting-approval", step: "writing", schoolsDone: 0 }, deps);
};

/** The second step: compares school by school, each one a checkpoint, and keeps the difference as lines to look at. */
export const compareStep = async (job: ImportJob, step: Step): Promise<ImportJob> => {
  const { deps, until } = step;
  const { objects, imports, now } = deps;
  const work = openWorkFiles(objects, job.importId);
  const schools = await work.read<SchoolsFile[number]>(SCHOOLS_FILE);
  let current = job;
  for (const school of schools.slice(job.schoolsDone ?? 0)) {
    if (now().getTime() > until) return moveOn(current, { state: "queued" }, deps);
    const report = openReport(current, imports, now());
    const plan = await compareSchool(current, school, deps);
    const progress = await keepPlan(work, school.schoolId, plan);
    await imports.putSchool(job.importId, school.schoolId, progress, now());
    await report.add(...plan.issues);
    await report.flush();
    const done = (current.schoolsDone ?? 0) + 1;
    current = await moveOn(
      current,
      {
        schoolsDone: done,
        progress: { step: "comparing", records: done },
        counts: addCounts(current.counts ?? noCounts(), plan.counts),
        digest: digestOf(current.digest, plan),
        waits: current.waits === true || plan.waits !== undefined,
        ...report.totals(),
      },
      deps,
    );
  }
  return afterComparing(current, step);
};
