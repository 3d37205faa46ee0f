import { type FieldError, type PersonId, problem } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import { type Author, authorIn } from "../author.ts";
import type { disciplineContract } from "../contract.ts";
import { faultsOfAnswerBy } from "./check-answer.ts";
import { faultsOfDecision, faultsOfRevocation } from "./check-decision.ts";
import { faultsOfPlan, requireFree } from "./check-slot.ts";
import type { FileStore } from "./file-store.ts";
import { mayTake } from "./may-take.ts";
import { type KeptMeasure, measureOf, type Step, stateAfter } from "./measure.ts";
import { type SeeingDeps, type SeenMeasure, seenMeasure } from "./seen-measure.ts";

type MoveMeasure = typeof disciplineContract.routes.moveMeasure;
type Body = Call<MoveMeasure>["body"];

interface Deps extends SeeingDeps {
  readonly files: Pick<FileStore, "find" | "membershipsOf" | "measuresOf" | "keep">;
}

const familyAuthor = (
  { memberships }: Principal,
  schoolId: string,
  family: SeenMeasure["viewer"]["family"],
): Author => {
  const role = family === "pupil" ? "pupil" : "guardian";
  const personId = memberships.find((one) => one.schoolId === schoolId && one.role === role)?.personId;
  if (personId === undefined) throw problem("not-found");
  return { personId: personId as PersonId, role };
};

const stepOf = ({ version: _version, ...body }: Body, { viewer, today }: SeenMeasure): Step => {
  switch (body.step) {
    case "open":
      return { ...body, openedOn: today };
    case "pronounce":
      return { ...body, decidedOn: today };
    case "observe":
      return { ...body, voice: viewer.family ?? "school" };
    default:
      return body;
  }
};

/** What the law and good sense have against the step. */
const faultsOf = (step: Step, { measure, today }: SeenMeasure): readonly FieldError[] => {
  const { kind, procedure, decision, work } = measure;
  if (step.step === "open") return faultsOfAnswerBy(step.answerBy, today, "body.answerBy");
  if (step.step === "pronounce") return faultsOfDecision(step, procedure?.openedOn ?? today, today);
  if (step.step === "revoke" && decision?.suspendedUntil !== undefined)
    return faultsOfRevocation(step, { kind: decision.kind, suspendedUntil: decision.suspendedUntil }, today);
  if (step.step === "postpone" && (kind === "detention" || kind === "extra-work"))
    return faultsOfPlan(kind, { ...step, work }, today);
  if (step.step === "postpone")
    return [{ field: "body.step", message: "Cette punition n’a pas de date : elle ne se reporte pas." }];
  return [];
};

const requireTime = (step: Step, { measure, today }: SeenMeasure): void => {
  const { procedure } = measure;
  if (step.step === "pronounce" && procedure !== undefined && today <= procedure.answerBy)
    throw problem("time-to-answer");
};

/**
 * Takes the next step of a measure: legal in its state, by whoever may, with everything the law asks for. Steps are added, never
 * changed; over a step that came first it answers 409 with the measure as it is.
 */
export const moveMeasure: Operation<MoveMeasure, Deps> = async (call, deps) => {
  const { schoolId, pupilId } = call.params;
  const seen = await seenMeasure(call.principal, call.params, deps);
  const { kept, measure, viewer, decided, today } = seen;
  const step = stepOf(call.body, seen);
  const { delegations } = decided.delegations;
  if (!mayTake(step, { principal: call.principal, measure, viewer, delegations, today })) throw problem("forbidden");
  if (call.body.version !== measure.version) throw problem("version-conflict", { current: measure });
  if (stateAfter(measure.state, step) === undefined) throw problem("illegal-step", { current: measure });
  const errors = faultsOf(step, seen);
  if (errors.length > 0) throw problem("invalid-request", { errors });
  requireTime(step, seen);
  if (step.step === "postpone" && step.detention !== undefined) {
    const { schoolYear } = kept.head;
    const others = (await deps.files.measuresOf({ schoolId, schoolYear, pupilId })).map(measureOf);
    requireFree(
      step.detention,
      others.filter(({ measureId }) => measureId !== measure.measureId),
    );
  }
  const by =
    step.step === "observe" && viewer.family !== undefined
      ? familyAuthor(call.principal, schoolId, viewer.family)
      : authorIn(call.principal, schoolId);
  if (by === undefined) throw problem("forbidden");
  const next: KeptMeasure = {
    ...kept,
    steps: [...kept.steps, { ...step, by, at: deps.now().toISOString(), day: today }],
  };
  const reply = { status: 200 as const, body: measureOf(next) };
  try {
    await deps.files.keep(next, kept, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    const current = await deps.files.find(schoolId, pupilId, measure.measureId);
    throw problem("version-conflict", current && { current: measureOf(current) });
  }
};
