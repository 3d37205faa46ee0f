import type { Payload } from "@preau/contract";
import { membersAfter } from "@preau/store";
import type { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { hashOf, laterThan, type View } from "./day.ts";
import type { Audience } from "./projection-store.ts";
import type { TimetableStore } from "./store.ts";

interface Deps {
  readonly store: Pick<TimetableStore, "audience" | "keepAudience" | "keepMemberships" | "keepDays" | "week">;
  now(): Date;
}

/** A group that now draws on other classes says so on each of its days, so that those classes see its lessons. */
const spreadClasses = async (view: View, classes: readonly string[], { store, now }: Deps): Promise<void> => {
  const stale = (await store.week(view)).filter((day) => day.classes.join() !== classes.join());
  await store.keepDays(
    stale.map((day) => {
      const next = { ...day, classes };
      return { day: { ...next, hash: hashOf(next), version: laterThan(day.version, now()) }, read: day.version };
    }),
  );
};

/**
 * Remembers who is in a class or a group. The audience itself is written last, over the version that was read: interrupted or overtaken,
 * the event comes back from the queue and goes over everybody that either roster names, so that any order ends in the latest roster.
 */
export const projectRoster = async (roster: Payload<typeof rosterChangedV1>, deps: Deps): Promise<void> => {
  const { schoolId, schoolYear, version } = roster;
  const key = { schoolId, schoolYear, audienceId: roster.audience.id };
  const known = await deps.store.audience(key);
  if (known?.version === version) return;
  const arrived: Audience = {
    ...key,
    version,
    classIds: roster.classes.map((one) => one.id).sort(),
    pupilIds: roster.pupils.map((pupil) => pupil.pupilId),
  };
  const latest = known !== undefined && known.version > version ? known : arrived;
  const { members } = membersAfter(
    { version, ids: arrived.pupilIds },
    known && { version: known.version, ids: known.pupilIds },
  );
  await deps.store.keepMemberships(
    members.map(({ id, member }) => ({ ...key, pupilId: id, member, version: latest.version })),
  );
  await spreadClasses({ schoolId, schoolYear, viewId: key.audienceId }, latest.classIds, deps);
  if (latest === arrived) await deps.store.keepAudience(arrived, known?.version);
};
