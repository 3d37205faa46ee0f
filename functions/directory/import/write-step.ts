import type { PersonId, SchoolId } from "@preau/contract";
import type { ImportIssue } from "../contract.ts";
import {
  type AllCounts,
  addCounts,
  type DeliveredSchool,
  type ImportJob,
  noCounts,
  type SchoolProgress,
} from "../import-job.ts";
import { compareSchool, type Decisions } from "./compare-school.ts";
import { writePages } from "./compare-step.ts";
import type { PlannedLine } from "./plan.ts";
import { openReport } from "./report.ts";
import type { Decision } from "./resolve-people.ts";
import { end, moveOn, type Step } from "./step.ts";
import { linesOf, openWorkFiles, SCHOOLS_FILE, type SchoolsFile, type WorkFiles } from "./work-files.ts";

/** A decision as it is kept with the import. */
export interface KeptDecision {
  readonly schoolId: SchoolId;
  readonly line: string;
  readonly use: PersonId | "new" | "skip";
}

const MOVED =
  "Cette fiche a été modifiée par quelqu’un d’autre depuis la comparaison : elle est laissée telle quelle. Relancez l’import si besoin.";

interface Outcome {
  readonly moved: AllCounts;
  readonly issues: readonly ImportIssue[];
}

interface Pages {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly version: number;
  readonly names: readonly string[];
}

/** Writes the pages of a difference, and nothing else. The census comes first: nobody is written whom it does not know. */
const writeLines = async (
  work: WorkFiles,
  { schoolId, schoolYear, version, names }: Pages,
  { store, kept }: Pick<Step["deps"], "store" | "kept">,
): Promise<Outcome> => {
  const moved = noCounts();
  const issues: ImportIssue[] = [];
  const newcomers: PersonId[] = [];
  for (const name of names)
    for (const { write } of await work.read<PlannedLine>(name))
      if (write?.record.kind === "person" && write.expected === undefined) newcomers.push(write.record.id as PersonId);
  if (newcomers.length > 0) await store.addToCensus({ schoolId, schoolYear }, newcomers);
  for (const name of names) {
    const lines = await work.read<PlannedLine>(name);
    const lost = new Set(
      (
        await kept.apply(
          lines.flatMap(({ write }) => write ?? []),
          version,
        )
      ).map(({ id }) => id),
    );
    for (const { change, write } of lines) {
      if (write === undefined || !lost.has(write.record.id)) continue;
      moved[change.category].moved += 1;
      issues.push({ severity: "warning", code: "moved", message: MOVED, subject: write.record.id });
    }
  }
  return { moved, issues };
};

const writeSchool = async (
  job: ImportJob,
  school: DeliveredSchool,
  progress: SchoolProgress,
  decisions: Decisions,
  deps: Step["deps"],
): Promise<Outcome & { readonly counts: AllCounts }> => {
  const { schoolId } = school;
  const work = openWorkFiles(deps.objects, job.importId);
  const of = { schoolId, schoolYear: job.schoolYear, version: Date.parse(job.startedAt ?? job.createdAt) };
  const names = (["created", "changed", "left"] as const).flatMap((kind) =>
    work.series(linesOf(schoolId, kind), progress.pages[kind]),
  );
  const decided = linesOf(schoolId, "decided");
  let { decidedPages } = progress;
  const first = await writeLines(work, { ...of, names }, deps);
  if (decisions.size === 0) return { ...first, counts: noCounts() };
  // What decisions change is compared once and kept, so that a second attempt writes the same lines.
  let counts = noCounts();
  if (decidedPages === undefined) {
    const plan = await compareSchool(job, school, deps, decisions);
    const lines = plan.lines.filter(({ write }) => write !== undefined);
    decidedPages = await writePages(work, decided, lines);
    counts = decidedCounts(lines);
    await deps.imports.putSchool(
      job.importId,
      schoolId,
      { ...progress, decidedPages, counts: addCounts(progress.counts, counts) },
      deps.now(),
    );
  } else
    for (const name of work.series(decided, decidedPages))
      counts = addCounts(counts, decidedCounts(await work.read(name)));
  const second = await writeLines(work, { ...of, names: work.series(decided, decidedPages) }, deps);
  return { moved: addCounts(first.moved, second.moved), issues: [...first.issues, ...second.issues], counts };
};

const decidedCounts = (lines: readonly PlannedLine[]): AllCounts => {
  const counts = noCounts();
  for (const { change } of lines) counts[change.category][change.kind === "left" ? "missing" : change.kind] += 1;
  return counts;
};

/** The last step: writes the difference that was approved, school by school, each one a checkpoint. */
export const writeStep = async (job: ImportJob, { deps, until }: Step): Promise<ImportJob> => {
  const { objects, imports, now } = deps;
  const work = openWorkFiles(objects, job.importId);
  const schools = await work.read<SchoolsFile[number]>(SCHOOLS_FILE);
  const all = job.decisions === undefined ? [] : await work.read<KeptDecision>(job.decisions);
  let current = job;
  for (const school of schools.slice(job.schoolsDone ?? 0)) {
    if (now().getTime() > until) return moveOn(current, { state: "queued" }, deps);
    const { schoolId } = school;
    const progress = await imports.findSchool(job.importId, schoolId);
    if (progress === undefined) throw new Error("a school was to be written that was not compared");
    const decisions = new Map(
      all.flatMap(({ schoolId: at, line, use }) => (at === schoolId ? [[line, { use } as Decision] as const] : [])),
    );
    const report = openReport(current, imports, now());
    const { moved, issues, counts } = await writeSchool(current, school, progress, decisions, deps);
    await report.add(...issues);
    await report.flush();
    const latest = (await imports.findSchool(job.importId, schoolId)) ?? progress;
    await imports.putSchool(job.importId, schoolId, { ...latest, written: true }, now());
    const done = (current.schoolsDone ?? 0) + 1;
    current = await moveOn(
      current,
      {
        schoolsDone: done,
        progress: { step: "writing", records: done },
        counts: addCounts(addCounts(current.counts ?? noCounts(), moved), counts),
        ...report.totals(),
      },
      deps,
    );
  }
  return end(current, "done", deps);
};
