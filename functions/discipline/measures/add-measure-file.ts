import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { Objects } from "@preau/runtime/objects";
import { authorIn } from "../author.ts";
import type { disciplineContract } from "../contract.ts";
import type { FileStore } from "./file-store.ts";
import { mayTake } from "./may-take.ts";
import { type KeptMeasure, measureOf, type Step, stateAfter } from "./measure.ts";
import { type SeeingDeps, seenMeasure } from "./seen-measure.ts";

interface AddingDeps extends SeeingDeps {
  readonly files: Pick<FileStore, "find" | "membershipsOf" | "keep">;
  readonly objects: Pick<Objects, "uploadUrl">;
  newId(prefix: string): string;
}

interface ReadingDeps extends SeeingDeps {
  readonly objects: Pick<Objects, "downloadUrl">;
}

const MOST_FILES = 10;
/** A slow line must manage ten megabytes. */
const UPLOAD_SECONDS = 1_800;
const DOWNLOAD_SECONDS = 300;

const keyOf = (schoolId: string, measureId: string, fileId: string): string =>
  `measures/${schoolId}/${measureId}/${fileId}`;

/** Announces a document of the work to do; its bytes go straight to the store, of the type and length announced and no other. */
export const addMeasureFile: Operation<typeof disciplineContract.routes.addMeasureFile, AddingDeps> = async (
  call,
  deps,
) => {
  const { schoolId, pupilId, measureId } = call.params;
  const { version, name, mediaType, bytes } = call.body;
  const { kept, measure, viewer, decided, today } = await seenMeasure(call.principal, call.params, deps);
  const file = { fileId: deps.newId("fil"), name, mediaType, bytes };
  const step: Step = { step: "attach", file };
  const { delegations } = decided.delegations;
  const by = authorIn(call.principal, schoolId);
  if (by === undefined || !mayTake(step, { principal: call.principal, measure, viewer, delegations, today }))
    throw problem("forbidden");
  if (version !== measure.version) throw problem("version-conflict", { current: measure });
  if (stateAfter(measure.state, step) === undefined) throw problem("illegal-step", { current: measure });
  if (measure.files.length >= MOST_FILES) throw problem("too-many-files");
  const next: KeptMeasure = {
    ...kept,
    steps: [...kept.steps, { ...step, by, at: deps.now().toISOString(), day: today }],
  };
  const key = keyOf(schoolId, measureId, file.fileId);
  const upload = await deps.objects.uploadUrl(key, UPLOAD_SECONDS, { contentType: mediaType, bytes });
  const reply = {
    status: 201 as const,
    body: { schoolId, pupilId, measureId, file, version: measureOf(next).version, upload },
  };
  await deps.files.keep(next, kept, call.remember(reply));
  return reply;
};

/** Where a document of the work to do may be fetched by whoever may read the measure. */
export const readMeasureFile: Operation<typeof disciplineContract.routes.readMeasureFile, ReadingDeps> = async (
  { principal, params },
  deps,
) => {
  const { schoolId, pupilId, measureId, fileId } = params;
  const { measure } = await seenMeasure(principal, params, deps);
  const file = measure.files.find((one) => one.fileId === fileId);
  if (file === undefined) throw problem("not-found");
  const download = await deps.objects.downloadUrl(keyOf(schoolId, measureId, fileId), DOWNLOAD_SECONDS, file.name);
  return { status: 200, body: { schoolId, pupilId, file, download } };
};
