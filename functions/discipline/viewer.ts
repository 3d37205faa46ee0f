import type { Day } from "@preau/contract";
import { followsPupil, isGuardianOf, type Principal, personIn, rolesIn, type Sectors } from "@preau/policy";
import { isAuthor } from "./author.ts";
import { DECIDED_STATES, type Measure, type SanctionKind } from "./measures-contract.ts";
import type { SignatureDelegation } from "./school-contract.ts";

/** A pupil as relations are read from: the classes and groups they attend. */
export interface Concerned {
  readonly schoolId: string;
  readonly pupilId: string;
  readonly audienceIds: readonly string[];
}

/** What the school has decided on who does what. */
export interface Shares {
  readonly sectors: Sectors;
  readonly delegations: readonly SignatureDelegation[];
}

/** What the caller is to a pupil. */
export interface Viewer {
  /** Head, CPE or supervisor who follows the pupil. */
  readonly follows: boolean;
  /** Head or CPE who follows the pupil: whoever deals with incidents and procedures. */
  readonly judges: boolean;
  /** Head, or somebody who signs for the head today. */
  readonly signs: boolean;
  readonly family: "family" | "pupil" | undefined;
}

/** Who may open a procedure or pronounce a sanction: the head, or whoever the head lets sign for it on that day. */
export const maySign = (
  principal: Principal,
  schoolId: string,
  delegations: readonly SignatureDelegation[],
  act: { readonly act: "open" | "pronounce"; readonly kind?: SanctionKind },
  today: Day,
): boolean =>
  rolesIn(principal, schoolId).includes("head") ||
  delegations.some(
    ({ personId, acts, kinds, from, to }) =>
      principal.memberships.some((one) => one.schoolId === schoolId && one.personId === personId) &&
      acts.includes(act.act) &&
      (act.kind === undefined || kinds.includes(act.kind)) &&
      from <= today &&
      today <= to,
  );

/** Whether the caller signs anything for the head today: whoever does reads what there is to sign. */
export const signsToday = (
  principal: Principal,
  schoolId: string,
  delegations: readonly SignatureDelegation[],
  today: Day,
): boolean => (["open", "pronounce"] as const).some((act) => maySign(principal, schoolId, delegations, { act }, today));

const familyOf = (principal: Principal, { schoolId, pupilId }: Concerned): Viewer["family"] => {
  if (isGuardianOf(principal, schoolId, pupilId)) return "family";
  return personIn(principal, schoolId, "pupil") === pupilId ? "pupil" : undefined;
};

/** What the caller is to a pupil, as the school has shared its pupils and its signatures. */
export const viewerOf = (
  principal: Principal,
  pupil: Concerned,
  { sectors, delegations }: Shares,
  today: Day,
): Viewer => {
  const follows = followsPupil(principal, sectors, pupil);
  const roles = rolesIn(principal, pupil.schoolId);
  return {
    follows,
    judges: follows && (roles.includes("head") || roles.includes("cpe")),
    signs: signsToday(principal, pupil.schoolId, delegations, today),
    family: familyOf(principal, pupil),
  };
};

type Seen = Pick<Measure, "category" | "state" | "by" | "familySees">;

/** Punishments and decided sanctions: what an adult of the school needs to know, but not a procedure under way. */
export const isOpenly = ({ category, state }: Pick<Seen, "category" | "state">): boolean =>
  category === "punishment" || DECIDED_STATES.has(state);

/**
 * Whether the caller may read a measure. A family reads what it was told: never what was only asked of the head. Whoever gave it
 * always does; whoever teaches the pupil (`teaches`), where the school has set so.
 */
export const maySee = (
  principal: Principal,
  schoolId: string,
  { follows, judges, signs, family }: Viewer,
  measure: Seen,
  teaches: boolean,
): boolean => {
  if (judges || signs || isAuthor(principal, schoolId, measure.by)) return true;
  if (family !== undefined && measure.familySees && measure.state !== "requested") return true;
  return (follows || teaches) && isOpenly(measure);
};
