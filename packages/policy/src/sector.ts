import { type Role, SCHOOL_LIFE } from "@preau/contract";
import type { Principal } from "./principal.ts";

/** Which classes and which pupils one member of school life follows. */
export interface Sector {
  readonly personId: string;
  readonly audienceIds: readonly string[];
  /** Pupils followed by themselves, wherever their class is followed. */
  readonly pupilIds: readonly string[];
}

/** How school life shares the school. As long as nothing was decided, everybody follows everybody. */
export interface Sectors {
  readonly everybodySeesAll: boolean;
  readonly sectors: readonly Sector[];
}

export const sharedByAll: Sectors = { everybodySeesAll: true, sectors: [] };

/** A pupil as sectors know them: classes and groups they attend. */
export interface FollowedPupil {
  readonly schoolId: string;
  readonly pupilId: string;
  readonly audienceIds: readonly string[];
}

const inSector = ({ audienceIds, pupilIds }: Sector, pupil: FollowedPupil): boolean =>
  pupilIds.includes(pupil.pupilId) || audienceIds.some((id) => pupil.audienceIds.includes(id));

/**
 * Whether somebody follows a pupil for school life: the head all of them; a CPE or a supervisor all of them when school life shares the
 * school, otherwise those of their own sector.
 */
export const followsPupil = (
  principal: Principal,
  { everybodySeesAll, sectors }: Sectors,
  pupil: FollowedPupil,
): boolean =>
  principal.memberships
    .filter(({ schoolId, role }) => schoolId === pupil.schoolId && (SCHOOL_LIFE as readonly Role[]).includes(role))
    .some(
      ({ role, personId }) =>
        role === "head" ||
        everybodySeesAll ||
        sectors.some((sector) => sector.personId === personId && inSector(sector, pupil)),
    );
