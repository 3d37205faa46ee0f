import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { authorIn } from "../author.ts";
import type { disciplineContract } from "../contract.ts";
import { maySign } from "../viewer.ts";
import { yearlyId } from "../yearly-id.ts";
import { faultsOfAnswerBy } from "./check-answer.ts";
import { type GivingDeps, namedPupil, requireIncident } from "./give-punishment.ts";
import { type KeptMeasure, measureOf, type Step } from "./measure.ts";

/**
 * Asks the head for a sanction, which the family does not learn of; or, by the head or whoever signs for it, opens the procedure: the
 * family is told of the facts and of the time it has to answer.
 */
export const seekSanction: Operation<typeof disciplineContract.routes.seekSanction, GivingDeps> = async (
  call,
  deps,
) => {
  const { schoolId, pupilId } = call.params;
  const { reason, incidentId, procedure } = call.body;
  const now = deps.now();
  const today = schoolTimeOf(now).day;
  const year = { schoolId, schoolYear: schoolYearOf(today) };
  const by = authorIn(call.principal, schoolId);
  const [memberships, { delegations }] = await Promise.all([
    deps.files.membershipsOf({ ...year, pupilId }),
    deps.school.decided(year),
  ]);
  const pupil = namedPupil(memberships);
  if (pupil === undefined || by === undefined) throw problem("not-found");
  if (procedure !== undefined && !maySign(call.principal, schoolId, delegations.delegations, { act: "open" }, today))
    throw problem("forbidden");
  const errors = procedure === undefined ? [] : faultsOfAnswerBy(procedure.answerBy, today, "body.procedure.answerBy");
  if (errors.length > 0) throw problem("invalid-request", { errors });
  await requireIncident(schoolId, incidentId, deps);
  const measureId = yearlyId("mea", year.schoolYear, deps.newId);
  const step: Step = procedure === undefined ? { step: "request" } : { step: "open", openedOn: today, ...procedure };
  const kept: KeptMeasure = {
    head: { ...year, measureId, pupilId, ...pupil, reason, incidentId, familySees: true },
    steps: [{ ...step, by, at: now.toISOString(), day: today }],
  };
  const reply = { status: 201 as const, body: measureOf(kept) };
  await deps.files.keep(kept, undefined, call.remember(reply));
  return reply;
};
