import type { Called, Register } from "../register.ts";
import { stateOf } from "../register.ts";

export type RollKind = "boarding" | "canteen" | "study" | "other";

/** A pupil of a roll, with the name that is called. */
export interface RollMember extends Called {
  readonly className: string;
}

/** A call outside lessons: boarders in the evening, half-boarders at noon. The school keeps the list itself. */
export interface StandingRoll {
  readonly rollId: string;
  readonly kind: RollKind;
  readonly label: string;
  readonly start: string;
  readonly end: string;
  readonly members: readonly RollMember[];
  readonly version: number;
  /** No longer called. */
  readonly closed: boolean;
}

/** What the call of a roll says to the board of its day: who did not answer, and of whom people disagree. */
export interface RollOutcome {
  readonly rollId: string;
  readonly kind: RollKind;
  readonly label: string;
  readonly start: string;
  readonly end: string;
  /** Of the call. */
  readonly version: number;
  readonly calledAt: string;
  readonly missing: readonly (Omit<RollMember, "classId"> & {
    readonly classId: string;
    readonly status: "absent" | "conflict";
  })[];
}

/** Who is missing of a roll that was called. Whoever was taken off the list since is no longer looked for. */
export const outcomeOf = (
  { rollId, kind, label, start, end, members }: StandingRoll,
  register: Register,
): RollOutcome => {
  const states = stateOf(register);
  return {
    rollId,
    kind,
    label,
    start,
    end,
    version: register.version,
    calledAt: register.facts.at(-1)?.receivedAt ?? "",
    missing: members.flatMap((member) => {
      const status = states.get(member.pupilId)?.status;
      return status === "absent" || status === "conflict" ? [{ ...member, status }] : [];
    }),
  };
};

/** The outcomes of a day with a newer one; undefined when it was known. */
export const withOutcome = (
  known: readonly RollOutcome[],
  arrived: RollOutcome,
): readonly RollOutcome[] | undefined => {
  const before = known.find(({ rollId }) => rollId === arrived.rollId);
  if (before !== undefined && before.version >= arrived.version) return undefined;
  return [...known.filter(({ rollId }) => rollId !== arrived.rollId), arrived];
};
