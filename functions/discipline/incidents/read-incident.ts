import { followsSchoolLife } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { disciplineContract } from "../contract.ts";
import type { FileStore } from "../measures/file-store.ts";
import { measureOf } from "../measures/measure.ts";
import type { TakenIncidentStep } from "./incident.ts";
import { incidentOf } from "./incident.ts";
import { type SeeingDeps, seenIncident } from "./seen-incident.ts";

interface Deps extends SeeingDeps {
  readonly files: Pick<FileStore, "measuresOf">;
}

const shown = (step: TakenIncidentStep) => {
  const comment = "reason" in step ? step.reason : "comment" in step ? step.comment : undefined;
  return { step: step.step, by: { ...step.by }, at: step.at, ...(comment !== undefined && { comment }) };
};

/** An incident with who did what about it; school life also reads which measures followed. */
export const readIncident: Operation<typeof disciplineContract.routes.readIncident, Deps> = async (
  { principal, params },
  deps,
) => {
  const { kept } = await seenIncident(principal, params, deps);
  const { schoolId, schoolYear, incidentId } = kept.head;
  const pupilIds = kept.protagonists.flatMap((one) => one.pupilId ?? []);
  const given = followsSchoolLife(principal, schoolId)
    ? (await Promise.all(pupilIds.map((pupilId) => deps.files.measuresOf({ schoolId, schoolYear, pupilId })))).flat()
    : [];
  return {
    status: 200,
    body: {
      ...incidentOf(kept),
      measures: given
        .filter(({ head }) => head.incidentId === incidentId)
        .map(measureOf)
        .map(({ pupilId, measureId, label, state }) => ({ schoolId, pupilId, measureId, label, state })),
      history: kept.steps.map(shown),
    },
  };
};
