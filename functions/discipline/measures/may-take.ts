import type { Day } from "@preau/contract";
import type { Principal } from "@preau/policy";
import { isAuthor } from "../author.ts";
import type { Measure } from "../measures-contract.ts";
import type { SignatureDelegation } from "../school-contract.ts";
import { maySign, type Viewer } from "../viewer.ts";
import type { Step } from "./measure.ts";

interface Situation {
  readonly principal: Principal;
  readonly measure: Measure;
  readonly viewer: Viewer;
  readonly delegations: readonly SignatureDelegation[];
  readonly today: Day;
}

/**
 * Who may take which step. A punishment belongs to whoever gave it and to school life; a procedure to the head and whoever signs for
 * it; an answer to the pupil and the family (or to school life, which writes down what was said).
 */
export const mayTake = (step: Step, { principal, measure, viewer, delegations, today }: Situation): boolean => {
  const { schoolId } = measure;
  const own = isAuthor(principal, schoolId, measure.by);
  const signs = (act: "open" | "pronounce", kind = measure.decision?.kind) =>
    maySign(principal, schoolId, delegations, { act, ...(kind !== undefined && { kind }) }, today);
  switch (step.step) {
    case "give":
    case "request":
      return false;
    case "attach":
    case "postpone":
    case "not-done":
      return own || viewer.follows;
    case "done":
      return measure.category === "punishment" ? own || viewer.follows : viewer.judges;
    case "cancel":
      return own || viewer.judges;
    case "observe":
      return viewer.family !== undefined || viewer.judges;
    case "open":
    case "dismiss":
      return signs("open");
    case "pronounce":
      return signs("pronounce", step.kind);
    case "revoke":
    case "annul":
      return signs("pronounce");
  }
};
