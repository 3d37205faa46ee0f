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

/**
 * One fact: who said what, and when by their own clock. Facts are added, never changed: a correction is a new fact. `saw` is the version
 * of the sheet its author had before them: what they say replaces what they saw, and contradicts what they could not see.
 */
export interface RollCallFact {
  readonly version: number;
  readonly saw: number;
  readonly by: string;
  readonly byRole: "teacher" | "cpe" | "supervisor" | "head";
  readonly at: Instant;
  /** When the school received it; later than `at` when the tablet was offline. */
  readonly receivedAt: Instant;
  readonly marks: readonly Mark[];
  /** How many of the register's `calledIds` were on the list: those before this position were called. */
  readonly called: number;
}

/** One of several things said of the same pupil by people who did not know of each other. */
export interface Claim {
  readonly status: Mark["status"];
  readonly minutesLate?: number;
  readonly byRole: RollCallFact["byRole"];
  readonly at: Instant;
}

/** What is known of a pupil at a lesson: a mark, or claims that contradict one another and that somebody must settle. */
export type PupilState =
  | Mark
  | (Omit<Mark, "status" | "minutesLate"> & { readonly status: "conflict"; readonly claims: readonly Claim[] });

/** The register of one lesson: the pupils called and the facts. */
export interface Register {
  readonly version: number;
  /** Everyone who was ever called, present or not, in the order of their first call: nobody else can be absent. */
  readonly calledIds: readonly string[];
  readonly facts: readonly RollCallFact[];
}

/** What a teacher submits for one pupil. Whoever is not named is present; `present` is said to settle a conflict. */
export interface SubmittedMark {
  readonly pupilId: string;
  readonly status: Mark["status"];
  readonly minutesLate?: number;
}

/** A pupil as a roster lists them. */
export interface Called {
  readonly pupilId: string;
  readonly classId: string;
  readonly familyName: string;
  readonly givenName: string;
}

const agree = (a: Pick<Mark, "status" | "minutesLate">, b: Pick<Mark, "status" | "minutesLate">): boolean =>
  a.status === b.status && a.minutesLate === b.minutesLate;

interface Said {
  readonly fact: RollCallFact;
  readonly mark: Mark;
}

/** What stands is what nobody who had seen it has replaced. */
const stateOfPupil = (said: readonly Said[]): PupilState | undefined => {
  const standing = said.filter(({ fact }) => !said.some((other) => other.fact.saw >= fact.version));
  const [first, ...others] = standing.map(({ mark }) => mark);
  if (first === undefined || others.every((mark) => agree(first, mark))) return first;
  const { status: _status, minutesLate: _minutes, ...pupil } = first;
  const claims = standing.map(({ mark: { status, minutesLate }, fact: { byRole, at } }) => ({
    status,
    ...(minutesLate !== undefined && { minutesLate }),
    byRole,
    at,
  }));
  return { ...pupil, status: "conflict", claims };
};

/** All that was said of a pupil: whoever called the roll without naming them found them as they were known, present to begin with. */
const saidOf = (pupil: Called, position: number, facts: readonly RollCallFact[]): readonly Said[] => {
  const said: Said[] = [];
  for (const fact of facts) {
    const mark = fact.marks.find(({ pupilId }) => pupilId === pupil.pupilId);
    if (mark !== undefined) said.push({ fact, mark });
    else if (position < fact.called) {
      const known = stateOfPupil(said) ?? { ...pupil, status: "present" as const };
      if (known.status !== "conflict") said.push({ fact, mark: known });
    }
  }
  return said;
};

/**
 * The state of every pupil who was ever marked. What was said by somebody who had seen an earlier mark replaces it; what people said
 * who did not see each other stands side by side, and when they disagree nobody is believed. A pure fold, the same whatever the order.
 */
export const stateOf = ({
  calledIds,
  facts,
}: Pick<Register, "calledIds" | "facts">): ReadonlyMap<string, PupilState> => {
  const inOrder = [...facts].sort((a, b) => a.version - b.version);
  const marked = new Map(inOrder.flatMap(({ marks }) => marks.map((mark) => [mark.pupilId, mark] as const)));
  return new Map(
    [...marked].flatMap(([pupilId, { status: _status, minutesLate: _minutes, ...pupil }]) => {
      const state = stateOfPupil(saidOf(pupil, calledIds.indexOf(pupilId), inOrder));
      return state === undefined ? [] : [[pupilId, state]];
    }),
  );
};

const matches = (state: PupilState | undefined, mark: Mark): boolean =>
  state === undefined ? mark.status === "present" : state.status !== "conflict" && agree(state, mark);

/**
 * The marks that a submission adds: every pupil of whom it says something else than what its author saw (version `saw`), or than what
 * others have said since. A submission that repeats what is known adds nothing.
 */
export const newMarks = (
  register: Pick<Register, "calledIds" | "facts">,
  roster: readonly Called[],
  submitted: readonly SubmittedMark[],
  saw: number,
): readonly Mark[] => {
  const known = stateOf(register);
  const seen = stateOf({ ...register, facts: register.facts.filter(({ version }) => version <= saw) });
  const asked = new Map(submitted.map((mark) => [mark.pupilId, mark]));
  const called = new Map<string, Called>([...known, ...roster.map((pupil) => [pupil.pupilId, pupil] as const)]);
  return [...called.values()].flatMap(({ pupilId, classId, familyName, givenName }) => {
    const mark: Mark = { pupilId, classId, familyName, givenName, status: "present", ...asked.get(pupilId) };
    const told = known.get(pupilId);
    // Two people who saw the same pupil missing agree, whatever either had on screen.
    if (matches(told, mark)) return [];
    // Silence about a conflict on screen is no opinion: only whoever names the pupil settles it.
    if (seen.get(pupilId)?.status === "conflict" && !asked.has(pupilId)) return [];
    return [mark];
  });
};

/** The pupils a submission names that are on no list of this lesson. */
export const strangersTo = (
  { calledIds }: Pick<Register, "calledIds">,
  roster: readonly Called[],
  submitted: readonly SubmittedMark[],
): readonly number[] => {
  const listed = new Set([...roster.map(({ pupilId }) => pupilId), ...calledIds]);
  return submitted.flatMap(({ pupilId }, index) => (listed.has(pupilId) ? [] : [index]));
};

/** The register before anybody has called the roll. */
export const emptyRegister: Register = { version: 0, calledIds: [], facts: [] };
