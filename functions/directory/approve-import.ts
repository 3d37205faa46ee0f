import { type FieldError, problem, type SchoolId } from "@preau/contract";
import type { Call } from "@preau/runtime";
import type { directoryContract, Import } from "./contract.ts";
import { findImport, type ImportCall } from "./find-import.ts";
import type { PlannedLine } from "./import/plan.ts";
import { linesOf, openWorkFiles, type WorkFiles, type WorkObjects } from "./import/work-files.ts";
import { type ImportJob, importView } from "./import-job.ts";
import type { ImportStore } from "./import-store.ts";

type Approve = Call<typeof directoryContract.routes.approveImport>;

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "findSchool" | "moveWith">;
  readonly objects: WorkObjects;
  now(): Date;
}

const candidatesIn = async (job: ImportJob, schoolId: SchoolId, work: WorkFiles, { imports }: Deps) => {
  const pages = (await imports.findSchool(job.importId, schoolId))?.pages.ambiguous ?? 0;
  const names = work.series(linesOf(schoolId, "ambiguous"), pages);
  const lines = (await Promise.all(names.map((name) => work.read<PlannedLine>(name)))).flat();
  return new Map(
    lines.map(({ change: { line, candidates } }) => [
      line,
      new Set<string>(candidates.map(({ personId }) => personId)),
    ]),
  );
};

/** A decision answers a question that was asked, with one of the people it named. */
const faultsOf = async (job: ImportJob, { decisions }: Approve["body"], work: WorkFiles, deps: Deps) => {
  const schools = [...new Set(decisions.map(({ schoolId }) => schoolId))];
  const asked = new Map(
    await Promise.all(schools.map(async (id) => [id, await candidatesIn(job, id, work, deps)] as const)),
  );
  return decisions.flatMap(({ schoolId, line, use }, index): FieldError[] => {
    const candidates = asked.get(schoolId)?.get(line);
    if (candidates === undefined)
      return [{ field: `body.decisions.${index}.line`, message: "Cette ligne n’attend pas de décision." }];
    if (use === "new" || use === "skip" || candidates.has(use)) return [];
    return [{ field: `body.decisions.${index}.use`, message: "Cette personne n’est pas proposée pour cette ligne." }];
  });
};

/** Has the difference written that somebody looked at: that one and no other. The request leaves by the table's stream. */
export const approveImport = async (
  call: ImportCall &
    Pick<Approve, "body"> & { remember(reply: { status: 202; body: Import }): ReturnType<Approve["remember"]> },
  deps: Deps,
): Promise<{ status: 202; body: Import }> => {
  const job = await findImport(call, deps.imports);
  if (job.state !== "awaiting-approval") throw problem("not-awaiting-approval", { current: importView(job) });
  if (job.digest !== call.body.digest) throw problem("other-difference", { current: importView(job) });
  const work = openWorkFiles(deps.objects, job.importId);
  const errors = await faultsOf(job, call.body, work, deps);
  if (errors.length > 0) throw problem("invalid-request", { errors });
  const decisions = `decisions-${job.version}`;
  await work.write(decisions, call.body.decisions);
  const queued: ImportJob = { ...job, state: "queued", decisions, updatedAt: deps.now().toISOString() };
  const reply = { status: 202, body: importView(queued) } as const;
  await deps.imports.moveWith(queued, call.remember(reply));
  return reply;
};
