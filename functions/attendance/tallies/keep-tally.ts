import type { Payload } from "@preau/contract";
import type { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import type { TallyStore } from "./tally-store.ts";

type PresenceChanged = Payload<typeof presenceChangedV1>;
type Memberships = Awaited<ReturnType<TallyStore["everyMembership"]>>;

interface Deps {
  readonly tallies: Pick<TallyStore, "keepTally">;
}

/**
 * Writes a pupil's day in the book of their class and, where they changed class during the year, out of the books of the others: the
 * whole is said each time, so that any order of arrival ends in the latest day.
 */
export const keepTally = async (
  { schoolId, schoolYear, pupilId, familyName, givenName, classId, day, version, lessons }: PresenceChanged,
  memberships: Memberships,
  { tallies }: Deps,
): Promise<void> => {
  const school = { schoolId, schoolYear };
  const others = memberships.filter(({ kind, audienceId }) => kind === "class" && audienceId !== classId);
  const tally = { pupilId, day, familyName, givenName };
  await Promise.all([
    tallies.keepTally(school, classId, version, { ...tally, lessons }),
    ...others.map(({ audienceId }) => tallies.keepTally(school, audienceId, version, { ...tally, lessons: [] })),
  ]);
};
