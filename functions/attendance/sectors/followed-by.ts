import { followsPupil, type Principal, rolesIn, type Sectors } from "@preau/policy";

/** A pupil on a list of school life, with the classes and groups it knows of. */
export interface ListedPupil {
  readonly pupilId: string;
  readonly audienceIds: readonly string[];
}

/**
 * Which pupils of the school somebody sees on the lists of school life: the office all of them; school life those they follow by the
 * sectors of the school and, when they ask for their own, those of their sector even where everybody may see all.
 */
export const followedBy = (principal: Principal, schoolId: string, sectors: Sectors, own: boolean) => {
  const applied = own && sectors.sectors.length > 0 ? { ...sectors, everybodySeesAll: false } : sectors;
  const everyone = rolesIn(principal, schoolId).includes("office");
  return (pupil: ListedPupil): boolean => everyone || followsPupil(principal, applied, { schoolId, ...pupil });
};
