import { problem } from "@preau/contract";
import type { DayStore } from "../pupil-day/day-store.ts";
import type { SheetStore } from "../sheet-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "rosterOf">;
  readonly days: Pick<DayStore, "membershipsOf">;
}

/** Who is meant, by class, group or name. */
export interface Meant {
  readonly audienceIds: readonly string[];
  readonly pupilIds: readonly string[];
}

/** A pupil with the class their name is read from. */
export interface ResolvedPupil {
  readonly pupilId: string;
  readonly classId: string;
  readonly classCode: string;
}

/** The pupils meant, each once. A class, a group or a pupil that the school does not know stops everything. */
export const resolveMembers = async (
  school: { readonly schoolId: string; readonly schoolYear: number },
  { audienceIds, pupilIds }: Meant,
  { sheets, days }: Deps,
): Promise<readonly ResolvedPupil[]> => {
  const rosters = await Promise.all(audienceIds.map((id) => sheets.rosterOf(school, id)));
  const named = await Promise.all(
    pupilIds.map(async (pupilId) => ({ pupilId, memberships: await days.membershipsOf({ ...school, pupilId }) })),
  );
  const ofAudiences = rosters.flatMap((roster): readonly ResolvedPupil[] => {
    if (roster === undefined) throw problem("not-found");
    const codes = new Map(roster.classes.map(({ id, code }) => [id, code]));
    return roster.pupils.map(({ pupilId, classId }) => ({ pupilId, classId, classCode: codes.get(classId) ?? "" }));
  });
  const byName = named.map(({ pupilId, memberships }): ResolvedPupil => {
    const own = memberships.find(({ kind }) => kind === "class");
    if (own === undefined) throw problem("not-found");
    return { pupilId, classId: own.audienceId, classCode: own.code };
  });
  return [...new Map([...ofAudiences, ...byName].map((one) => [one.pupilId, one])).values()];
};
