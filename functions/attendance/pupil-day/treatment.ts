import type { ClockTime, Instant } from "@preau/contract";

/**
 * What school life makes of an absence or a lateness, apart from what was seen: why, whether the reason is valid, whether it is held
 * against the pupil. Added, never changed: a second thought is a new treatment that replaces the first.
 */
export interface Treatment {
  readonly treatmentId: string;
  /** The part of the day it covers. */
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly reasonId: string;
  readonly reason: string;
  readonly justified: boolean;
  /** Whether the bulletin counts it. */
  readonly counts: boolean;
  readonly by: string;
  readonly at: Instant;
  readonly replaces: readonly string[];
}

/** What is decided of one lesson. Undecided, nothing is justified and everything counts; two decisions that differ are disputed. */
export interface Judgement {
  readonly decided: "no" | "yes" | "disputed";
  readonly justified: boolean;
  readonly counts: boolean;
  readonly reason?: string;
}

const undecided: Judgement = { decided: "no", justified: false, counts: true };

/** The judgement on a part of a day: the treatments that cover it and that no other has replaced. */
export const judgementOn = (
  { from, to }: Pick<Treatment, "from" | "to">,
  treatments: readonly Treatment[],
): Judgement => {
  const replaced = new Set(treatments.flatMap(({ replaces }) => replaces));
  const [first, ...others] = treatments
    .filter((one) => !replaced.has(one.treatmentId) && one.from < to && from < one.to)
    .sort((a, b) => (a.treatmentId < b.treatmentId ? -1 : 1));
  if (first === undefined) return undecided;
  const { justified, counts, reason } = first;
  const agreed = others.every((one) => one.justified === justified && one.counts === counts);
  return agreed ? { decided: "yes", justified, counts, reason } : { ...undecided, decided: "disputed" };
};
