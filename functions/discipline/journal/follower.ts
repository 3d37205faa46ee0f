import type { Day } from "@preau/contract";
import { followsPupil, followsSchoolLife, type Principal, rolesIn, type Sectors } from "@preau/policy";
import { isAuthor } from "../author.ts";
import type { SignatureDelegation } from "../school-contract.ts";
import { isOpenly, signsToday } from "../viewer.ts";
import type { IncidentLine, MeasureLine } from "./line.ts";

/** What the caller may see of the journal of a school. */
interface Follower {
  readonly principal: Principal;
  readonly schoolId: string;
  readonly sectors: Sectors;
  readonly delegations: readonly SignatureDelegation[];
  readonly today: Day;
}

/** Whether a line of the list is the caller’s: pupils they follow, or what they gave. A procedure under way is for those who lead it. */
export const mayReadMeasureLine = (
  { principal, schoolId, sectors, delegations, today }: Follower,
  line: MeasureLine,
): boolean => {
  const { pupil, by, namedUntil } = line;
  if (pupil === undefined || (namedUntil !== undefined && namedUntil <= today)) return false;
  if (isAuthor(principal, schoolId, by)) return true;
  if (signsToday(principal, schoolId, delegations, today)) return true;
  if (!followsPupil(principal, sectors, { schoolId, ...pupil })) return false;
  return isOpenly(line) || rolesIn(principal, schoolId).includes("cpe");
};

/** Whether an incident is the caller’s: they reported it, or follow one of its pupils; one without pupils is for all of school life. */
export const mayReadIncident = (
  { principal, schoolId, sectors }: Pick<Follower, "principal" | "schoolId" | "sectors">,
  { by, protagonists }: Pick<IncidentLine, "by" | "protagonists">,
): boolean => {
  if (isAuthor(principal, schoolId, by)) return true;
  const pupils = protagonists.flatMap(({ pupilId, audienceIds = [] }) =>
    pupilId === undefined ? [] : [{ schoolId, pupilId, audienceIds }],
  );
  if (pupils.length === 0) return followsSchoolLife(principal, schoolId);
  return pupils.some((pupil) => followsPupil(principal, sectors, pupil));
};
