import type { ClockTime, Day, PersonId } from "@preau/contract";
import { followsSchoolLife, isGuardianOf, type Principal, personIn } from "@preau/policy";
import type { Year } from "./day.ts";

/** A slot at which a pupil is, or is no longer, expected in detention. */
export interface KeptDetention extends Year {
  readonly pupilId: PersonId;
  readonly measureId: string;
  readonly day: Day;
  readonly start: ClockTime;
  readonly end: ClockTime;
  readonly label: string;
  readonly place: string;
  readonly supervisor?: string | undefined;
  /** Whether the family may read it. */
  readonly familySees: boolean;
  /** False once it was postponed or cancelled. */
  readonly stands: boolean;
  readonly version: number;
}

/**
 * Whether the caller may see a detention in the timetable of a pupil: school life, and the pupil and the family where they were told.
 * Colleagues see the lessons and no more.
 */
export const maySeeDetention = (
  principal: Principal,
  { schoolId, pupilId, familySees }: Pick<KeptDetention, "schoolId" | "pupilId" | "familySees">,
): boolean =>
  followsSchoolLife(principal, schoolId) ||
  (familySees && (isGuardianOf(principal, schoolId, pupilId) || personIn(principal, schoolId, "pupil") === pupilId));
