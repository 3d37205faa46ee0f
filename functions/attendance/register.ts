import type { Instant } from "@preau/contract";

/** What was said of one pupil at one lesson. `present` is only said to correct an earlier mark. */
export interface Mark {
  readonly pupilId: string;
  readonly classId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly status: "absent" | "late" | "present";
  readonly minutesLate?: number;
}

/** One fact: who said what, and when. Facts are added, never changed: a correction is a new fact. */
export interface RollCallFact {
  readonly version: number;
  readonly by: string;
  readonly byRole: "teacher" | "cpe" | "supervisor" | "head";
  readonly at: Instant;
  readonly marks: readonly Mark[];
}

/** The register of one lesson: the pupils called and the facts, in the order in which they were accepted. */
export interface Register {
  readonly version: number;
  /** Everyone who was called, present or not: an absence can only be told of somebody who was on the list. */
  readonly calledIds: readonly string[];
  readonly facts: readonly RollCallFact[];
}

/** What a teacher submits for one pupil; whoever is not named is present. */
export interface SubmittedMark {
  readonly pupilId: string;
  readonly status: "absent" | "late";
  readonly minutesLate?: number;
}

/** A pupil as a roster lists them. */
export interface Called {
  readonly pupilId: string;
  readonly classId: string;
  readonly familyName: string;
  readonly givenName: string;
}

/** The state of every pupil who was ever marked: the last fact about each one holds. A pure fold, the same for ever. */
export const stateOf = (facts: readonly RollCallFact[]): ReadonlyMap<string, Mark> =>
  new Map(
    [...facts].sort((a, b) => a.version - b.version).flatMap(({ marks }) => marks.map((mark) => [mark.pupilId, mark])),
  );

const differs = (before: Mark | undefined, after: Mark): boolean =>
  before === undefined
    ? after.status !== "present"
    : before.status !== after.status || before.minutesLate !== after.minutesLate;

/**
 * The marks that a submission adds to what is already known: the pupils newly marked, those marked otherwise, and a `present`
 * for each pupil marked before and named no longer. A submission that repeats what is known adds nothing.
 */
export const newMarks = (
  facts: readonly RollCallFact[],
  roster: readonly Called[],
  submitted: readonly SubmittedMark[],
): readonly Mark[] => {
  const known = stateOf(facts);
  const asked = new Map(submitted.map((mark) => [mark.pupilId, mark]));
  const called = new Map<string, Called>([...known, ...roster.map((pupil) => [pupil.pupilId, pupil] as const)]);
  return [...called.values()].flatMap(({ pupilId, classId, familyName, givenName }) => {
    const pupil = { pupilId, classId, familyName, givenName };
    const mark: Mark = { ...pupil, status: "present", ...asked.get(pupilId) };
    return differs(known.get(pupilId), mark) ? [mark] : [];
  });
};

/** The pupils a submission names that are on no list of this lesson. */
export const strangersTo = (
  facts: readonly RollCallFact[],
  roster: readonly Called[],
  submitted: readonly SubmittedMark[],
): readonly number[] => {
  const listed = new Set([...roster.map(({ pupilId }) => pupilId), ...stateOf(facts).keys()]);
  return submitted.flatMap(({ pupilId }, index) => (listed.has(pupilId) ? [] : [index]));
};
