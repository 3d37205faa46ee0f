import { isDeepStrictEqual } from "node:util";
import { overRaces } from "@preau/store";
import type { DaySources, DayStore, KeptPresence, PupilKey } from "./day-store.ts";
import { type LessonPresence, type MissedLesson, presenceOf } from "./presence.ts";

/** One day of one pupil. */
export interface PupilDayKey extends PupilKey {
  readonly day: string;
}

interface Deps {
  readonly days: Pick<DayStore, "presenceOn" | "sourcesOf" | "keepPresence">;
}

/** Folds that meet each other are done again; more than a few at once do not happen. */
const ATTEMPTS = 6;

const isMissed = (lesson: LessonPresence): lesson is MissedLesson =>
  lesson.state !== "present" && lesson.state !== "unknown";

/** The fold of a day as it is kept; undefined for somebody who attends no class. */
const foldOf = ({ memberships, ...day }: DaySources): KeptPresence | undefined => {
  const own = memberships.find(({ kind }) => kind === "class");
  if (own === undefined) return undefined;
  const { familyName = "", givenName = "", audienceId: classId, code: className } = own;
  return { familyName, givenName, classId, className, lessons: presenceOf(day).filter(isMissed) };
};

const same = (a: KeptPresence | undefined, b: KeptPresence): boolean => isDeepStrictEqual(a?.lessons ?? [], b.lessons);

/** The fold of a day that stands, and its version: 0 as long as there was never anything to say of it. */
export interface StandingPresence {
  readonly version: number;
  readonly presence: KeptPresence;
  /** Whether this fold wrote it: whoever found nothing to write meanwhile, having read more, leaves no trace to lose a race against. */
  readonly isNew: boolean;
}

/**
 * Folds a pupil's day and keeps it when it says something new. The kept fold is read before the facts and written over the version that
 * was read: whoever committed a fact before this call is in it, and of two folds that write at the same instant the later one is done
 * again. A fold that `isNew` must be followed by another one, until there is nothing to write. Undefined for somebody who attends no class.
 */
export const keepPresence = async (
  { day, ...key }: PupilDayKey,
  { days }: Deps,
): Promise<StandingPresence | undefined> => {
  return overRaces(ATTEMPTS, async () => {
    const known = await days.presenceOn(key, day);
    const version = known?.version ?? 0;
    const presence = foldOf(await days.sourcesOf(key, day));
    if (presence === undefined) return undefined;
    if (same(known?.presence, presence)) return { version, presence, isNew: false };
    await days.keepPresence(key, day, presence, version);
    return { version: version + 1, presence, isNew: true };
  });
};

/** Folds a pupil's day until there is nothing to write: no fold of an earlier instant stands after this call because of it. */
export const settlePresence = async (key: PupilDayKey, deps: Deps): Promise<StandingPresence | undefined> => {
  const standing = await keepPresence(key, deps);
  return standing?.isNew ? settlePresence(key, deps) : standing;
};
