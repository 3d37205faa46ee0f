import { log } from "@preau/runtime";
import { ended, type ImportJob } from "../import-job.ts";
import type { ImportStore } from "../import-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { KeptStore } from "./kept-store.ts";
import type { WorkObjects } from "./work-files.ts";

export interface ImportDeps {
  readonly imports: Pick<ImportStore, "find" | "move" | "putIssues" | "putSchool" | "findSchool">;
  readonly store: Pick<DirectoryStore, "find" | "addToCensus">;
  readonly kept: KeptStore;
  readonly objects: WorkObjects & { read(importId: string, file: string): AsyncIterable<Uint8Array> };
  now(): Date;
}

/** What a step is given: the import as it stands, and until when it may go on. */
export interface Step {
  readonly deps: ImportDeps;
  /** Instant in ms after which the import goes back to its queue, to be taken up again by a fresh invocation. */
  readonly until: number;
}

/** Moves an import on and logs where it is. */
export const moveOn = async (
  job: ImportJob,
  change: Partial<ImportJob>,
  { imports, now }: Pick<ImportDeps, "imports" | "now">,
): Promise<ImportJob> => {
  const moved = await imports.move({ ...job, ...change, updatedAt: now().toISOString() });
  if (moved.progress !== undefined)
    log("info", "job-progress", { jobId: job.importId, step: moved.progress.step, count: moved.progress.records });
  return moved;
};

/** Ends an import: nothing is left to take up. */
export const end = (job: ImportJob, state: "done" | "refused", deps: Pick<ImportDeps, "imports" | "now">) => {
  const { progress: _, step: __, ...rest } = job;
  return deps.imports.move(ended(rest, state, deps.now().toISOString()));
};
