import type { Later } from "@preau/runtime/later";
import { overRaces } from "@preau/store";
import type { Presence, PupilDay } from "./notice.ts";
import type { NoticeSettingsStore } from "./settings-store.ts";
import type { NoticeStore } from "./store.ts";
import { type TellingDeps, tellGuardian } from "./tell-guardian.ts";
import type { Wake } from "./wake.ts";

/** What attendance says of a pupil's day at this very instant; null for somebody who attends no class. It throws rather than guess. */
export type Confirm = (key: PupilDay) => Promise<Presence | null>;

export interface ReviewDeps extends TellingDeps {
  readonly store: Pick<NoticeStore, "noticesOn" | "keep" | "guardiansOf">;
  readonly settings: Pick<NoticeSettingsStore, "current">;
  readonly confirm: Confirm;
  readonly later: Later<Wake>;
}

const ATTEMPTS = 5;

/** Who is told about a pupil, as of now. A roster without the pupil has not heard of a change of class yet: the queue tries again. */
const guardiansOf = async ({ schoolId, schoolYear, classId, pupilId }: Presence, { store }: ReviewDeps) => {
  const guardians = (await store.guardiansOf({ schoolId, schoolYear, classId }))[pupilId];
  if (guardians === undefined) throw new Error("the roster of a class does not know one of its pupils yet");
  return guardians;
};

/** Asks once, and tells every guardian of each half-day what is to be told. */
const tellAll = async (key: PupilDay, deps: ReviewDeps): Promise<readonly Date[]> => {
  const presence = await deps.confirm(key);
  if (presence === null) return [];
  const [guardianIds, settings] = await Promise.all([guardiansOf(presence, deps), deps.settings.current(key)]);
  const told = await Promise.all(
    guardianIds.map(async (guardianId) => {
      const { schoolId, schoolYear, pupilId, day } = key;
      const notices = await deps.store.noticesOn({ schoolId, schoolYear, guardianId }, day);
      const telling = (["morning", "afternoon"] as const).map((half) =>
        tellGuardian(
          { guardianId, half, presence, settings },
          notices.find((one) => one.pupilId === pupilId && one.half === half),
          deps,
        ),
      );
      return (await Promise.all(telling)).flat();
    }),
  );
  return told.flat();
};

/**
 * Looks at a pupil's day when something may have to be told of it, or taken back. Everything that leaves by whatever channel leaves
 * from here, just after attendance has confirmed it: an attempt put off, by a failure or by quiet hours, is another look.
 */
export const reviewPupil = async (wake: Wake, deps: ReviewDeps): Promise<void> => {
  const { at, ...key } = wake;
  const leave = (when: Date) =>
    deps.later.leave({
      what: { ...wake, at: when.toISOString() },
      seconds: (when.getTime() - deps.now().getTime()) / 1_000,
    });
  if (new Date(at) > deps.now()) return leave(new Date(at));
  await overRaces(ATTEMPTS, async () => {
    const [next] = (await tellAll(key, deps)).toSorted((a, b) => a.getTime() - b.getTime());
    if (next !== undefined) await leave(next);
  });
};
