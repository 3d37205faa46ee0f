import { readLessonId } from "@preau/calendar";
import type { LessonId } from "@preau/contract";
import type { Change } from "@preau/runtime/follow";
import { type CalledClass, calledBy, type PupilOnBoard } from "../board/board-part.ts";
import type { BoardStore } from "../board/board-store.ts";
import { keepBoard } from "../board/keep-board.ts";
import type { RegisterStore } from "../register-store.ts";
import type { DayStore } from "./day-store.ts";
import { keepPresence, type PupilDayKey } from "./keep-presence.ts";

interface Deps {
  readonly days: Pick<DayStore, "presenceOn" | "sourcesOf" | "keepPresence" | "markedAt">;
  readonly registers: Pick<RegisterStore, "submittedOf">;
  readonly boards: Pick<BoardStore, "partToChange" | "keepPart" | "announcePart">;
  now(): Date;
}

/** What one change puts on the board of a day. */
interface Seen {
  readonly schoolId: string;
  readonly day: string;
  readonly called?: CalledClass;
  readonly pupil?: PupilOnBoard;
}

const daysOf = async ({ entity, after }: Change, { days }: Deps): Promise<readonly PupilDayKey[]> => {
  if (after === undefined || entity === "register") return [];
  const { schoolId, schoolYear, pupilId, day, lessonId } = after as unknown as PupilDayKey & { lessonId: LessonId };
  if (entity !== "change") return [{ schoolId, schoolYear, pupilId, day }];
  // A cancelled lesson takes the absences of that lesson with it; a restored one gives them back.
  const { audienceId } = readLessonId(lessonId);
  const pupilIds = await days.markedAt({ schoolId, schoolYear }, audienceId, day, lessonId);
  return pupilIds.map((id) => ({ schoolId, schoolYear, pupilId: id, day }));
};

const calledIn = ({ entity, after }: Change, { registers }: Deps): readonly Seen[] => {
  if (entity !== "register" || after === undefined) return [];
  const submitted = registers.submittedOf(after);
  return calledBy(submitted).map((called) => ({ schoolId: submitted.schoolId, day: submitted.day, called }));
};

const foldAgain = async (key: PupilDayKey, deps: Deps): Promise<readonly Seen[]> => {
  const { schoolId, day, pupilId } = key;
  const standing = await keepPresence(key, deps);
  if (standing === undefined || standing.version === 0) return [];
  return [{ schoolId, day, pupil: { pupilId, version: standing.version, ...standing.presence } }];
};

/**
 * Folds again each day of which something new was said, then puts the folds and the rolls that were called on the boards, one write a
 * part for all of them: at the bell of a school, seventy-five registers are a few writes.
 */
export const followDays = async (changes: readonly Change[], deps: Deps): Promise<void> => {
  const touched = (await Promise.all(changes.map((change) => daysOf(change, deps)))).flat();
  const distinct = new Map(touched.map((key) => [`${key.schoolId} ${key.pupilId} ${key.day}`, key]));
  const folded = await Promise.all([...distinct.values()].map((key) => foldAgain(key, deps)));
  const seen = [...folded.flat(), ...changes.flatMap((change) => calledIn(change, deps))];
  const boards = Map.groupBy(seen, ({ schoolId, day }) => `${schoolId} ${day}`);
  for (const news of boards.values()) {
    const [at] = news;
    if (at === undefined) continue;
    const called = news.flatMap((one) => one.called ?? []);
    await keepBoard(at, { called, pupils: news.flatMap((one) => one.pupil ?? []) }, deps);
  }
};
