import type { Payload } from "@preau/contract";
import { log } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { importRequestedV1 } from "../../events/import-requested.v1.ts";
import type { ImportId } from "./contract.ts";
import { checkStep } from "./import/check-step.ts";
import { compareStep } from "./import/compare-step.ts";
import type { ImportDeps } from "./import/step.ts";
import { writeStep } from "./import/write-step.ts";
import { type ImportJob, mayRun } from "./import-job.ts";

/** A function may run for 15 minutes: well before that an import goes back to its queue and is taken up by a fresh one. */
const GOES_ON_FOR_MS = 10 * 60_000;

const runSteps = async (job: ImportJob, deps: ImportDeps): Promise<void> => {
  const step = { deps, until: deps.now().getTime() + GOES_ON_FOR_MS };
  let current = job;
  while (current.state === "running") {
    if (current.step === undefined) current = await checkStep(current, step);
    else if (current.step === "comparing") current = await compareStep(current, step);
    else current = await writeStep(current, step);
  }
};

/**
 * Runs an import that was asked for, from where it stands: to the end, or to the point where somebody must look at the difference. The
 * same request twice, or after a crash, ends in the same state: the import keeps the start of its first attempt, and whoever finds
 * the job moved on by somebody else (`LostRace`) leaves it to them.
 */
export const runImport = async ({ importId }: Payload<typeof importRequestedV1>, deps: ImportDeps): Promise<void> => {
  const { imports, now } = deps;
  const found = await imports.find(importId as ImportId);
  if (found === undefined) throw new Error("an import was asked for that is not there");
  if (!mayRun(found)) return;
  const startedAt = found.startedAt ?? now().toISOString();
  const job = await imports.move({ ...found, state: "running", startedAt, updatedAt: now().toISOString() });
  try {
    await runSteps(job, deps);
  } catch (error) {
    if (error instanceof LostRace) throw error;
    log("error", "job-failed", { jobId: importId });
    const latest = (await imports.find(job.importId)) ?? job;
    await imports.move({ ...latest, state: "failed", updatedAt: now().toISOString() });
    throw error;
  }
};
