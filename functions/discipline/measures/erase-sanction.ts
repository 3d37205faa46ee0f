import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { disciplineContract } from "../contract.ts";
import type { FileStore } from "./file-store.ts";
import type { State } from "./measure.ts";
import { type SeeingDeps, seenMeasure } from "./seen-measure.ts";

interface Deps extends SeeingDeps {
  readonly files: Pick<FileStore, "find" | "membershipsOf" | "erase">;
}

const OVER: ReadonlySet<State> = new Set(["served", "pronounced", "suspended", "dismissed", "annulled"]);

/**
 * Erases a sanction before its time: a pupil who changes school may ask for it, and what was annulled or dismissed need not stay. What
 * is left is a line without a name.
 */
export const eraseSanction: Operation<typeof disciplineContract.routes.eraseSanction, Deps> = async (call, deps) => {
  const { schoolId, pupilId, measureId } = call.params;
  const { kept, measure } = await seenMeasure(call.principal, call.params, deps);
  if (call.query.version !== measure.version) throw problem("version-conflict", { current: measure });
  if (measure.category !== "sanction" || !OVER.has(measure.state)) throw problem("illegal-step", { current: measure });
  const reply = { status: 200 as const, body: { schoolId, pupilId, measureId, erased: true as const } };
  try {
    await deps.files.erase(kept, call.remember(reply));
    return reply;
  } catch (error) {
    if (error instanceof LostRace) throw problem("version-conflict");
    throw error;
  }
};
