import { readLessonId } from "@preau/calendar";
import type { LessonId } from "@preau/contract";
import type { Change } from "@preau/runtime/follow";
import type { DayStore } from "./day-store.ts";
import { keepPresence, type PupilDayKey } from "./keep-presence.ts";

interface Deps {
  readonly days: Pick<DayStore, "presenceOn" | "sourcesOf" | "keepPresence" | "markedAt">;
}

const daysOf = async ({ entity, after }: Change, { days }: Deps): Promise<readonly PupilDayKey[]> => {
  if (after === undefined) return [];
  const { schoolId, schoolYear, pupilId, day, lessonId } = after as unknown as PupilDayKey & { lessonId: LessonId };
  if (entity !== "change") return [{ schoolId, schoolYear, pupilId, day }];
  // A cancelled lesson takes the absences of that lesson with it; a restored one gives them back.
  const { audienceId } = readLessonId(lessonId);
  const pupilIds = await days.markedAt({ schoolId, schoolYear }, audienceId, day, lessonId);
  return pupilIds.map((id) => ({ schoolId, schoolYear, pupilId: id, day }));
};

/** Folds again each day of which something new was said. */
export const followDays = async (changes: readonly Change[], deps: Deps): Promise<void> => {
  const touched = (await Promise.all(changes.map((change) => daysOf(change, deps)))).flat();
  const distinct = new Map(touched.map((key) => [`${key.schoolId} ${key.pupilId} ${key.day}`, key]));
  await Promise.all([...distinct.values()].map((key) => keepPresence(key, deps)));
};
