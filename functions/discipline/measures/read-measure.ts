import type { Operation } from "@preau/runtime";
import type { disciplineContract } from "../contract.ts";
import type { TakenStep } from "./measure.ts";
import { type SeeingDeps, seenMeasure } from "./seen-measure.ts";

const commentOf = (step: TakenStep): string | undefined => {
  if ("reason" in step) return step.reason;
  if ("comment" in step) return step.comment;
  if ("text" in step) return step.text;
  return "file" in step ? step.file.name : undefined;
};

const shown = (step: TakenStep) => {
  const comment = commentOf(step);
  return {
    step: step.step,
    by: { ...step.by },
    at: step.at,
    ...(comment !== undefined && { comment }),
    ...("detention" in step && step.detention !== undefined && { detention: step.detention }),
    ...("dueOn" in step && step.dueOn !== undefined && { dueOn: step.dueOn }),
  };
};

/**
 * A measure with everything that happened to it. A family reads what concerns the child from the moment it was told: not how a sanction
 * was asked for.
 */
export const readMeasure: Operation<typeof disciplineContract.routes.readMeasure, SeeingDeps> = async (call, deps) => {
  const { kept, measure, viewer } = await seenMeasure(call.principal, call.params, deps);
  const inside = viewer.judges || viewer.follows || viewer.family === undefined;
  const steps = kept.steps.filter(({ step }) => inside || step !== "request");
  return { status: 200, body: { ...measure, history: steps.map(shown) } };
};
