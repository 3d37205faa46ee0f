import { readLessonId } from "@preau/calendar";
import type { LessonId } from "@preau/contract";
import type { Change } from "@preau/runtime/follow";
import { type CalledClass, calledBy, type PupilOnBoard } from "../board/board-part.ts";
import type { BoardStore } from "../board/board-store.ts";
import { partOfClass } from "../board/board-version.ts";
import { keepBoard } from "../board/keep-board.ts";
import type { RegisterStore } from "../register-store.ts";
import type { SheetStore } from "../sheet-store.ts";
import type { DayStore } from "./day-store.ts";
import { keepPresence, type PupilDayKey, type StandingPresence } from "./keep-presence.ts";

interface Deps {
  readonly days: Pick<DayStore, "presenceOn" | "sourcesOf" | "keepPresence" | "markedAt">;
  readonly registers: Pick<RegisterStore, "submittedOf">;
  readonly sheets: Pick<SheetStore, "rosterOf">;
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

/** The pupils of some classes of whom something was already said that day. */
const onBoard = async (
  at: { readonly schoolId: string; readonly day: string },
  classes: readonly { readonly id: string }[],
  { boards }: Deps,
): Promise<readonly PupilOnBoard[]> => {
  const parts = [...new Set(classes.map(({ id }) => partOfClass(id)))];
  return (await Promise.all(parts.map((part) => boards.partToChange(at, part)))).flatMap(({ pupils }) => pupils);
};

/**
 * Whoever a roll call does not name was there: that counts for those the office had something to say of at that lesson. Whoever it names
 * is called again, after what the office has settled: they may be on no board, settled before anybody followed.
 */
const calledAt = async (image: Readonly<Record<string, unknown>>, deps: Deps): Promise<readonly PupilDayKey[]> => {
  const { schoolId, schoolYear, day, lessonId, classes, marks } = deps.registers.submittedOf(image);
  const pupils = await onBoard({ schoolId, day }, classes, deps);
  const shown = pupils.filter(({ lessons }) => lessons.some((lesson) => lesson.lessonId === lessonId));
  return [...marks, ...shown].map(({ pupilId }) => ({ schoolId, schoolYear, pupilId, day }));
};

interface LessonOfDay extends Omit<PupilDayKey, "pupilId"> {
  readonly lessonId: LessonId;
  readonly change?: { readonly status: string };
}

/**
 * A cancelled lesson takes what was said of it along, whoever said it. A restored one gives it back, also to those of whom there was
 * nothing to say as long as it was cancelled: they are on no board.
 */
const attendedBy = async (
  { lessonId, day, change, ...scope }: LessonOfDay,
  deps: Deps,
): Promise<readonly PupilDayKey[]> => {
  const { audienceId } = readLessonId(lessonId);
  const [marked, roster] = await Promise.all([
    deps.days.markedAt(scope, audienceId, day, lessonId),
    deps.sheets.rosterOf(scope, audienceId),
  ]);
  const attending = roster?.pupils.map(({ pupilId }) => pupilId) ?? [];
  const known = new Set(
    (await onBoard({ schoolId: scope.schoolId, day }, roster?.classes ?? [], deps)).map(({ pupilId }) => pupilId),
  );
  const concerned = change?.status === "planned" ? attending : attending.filter((id) => known.has(id));
  return [...marked, ...concerned].map((pupilId) => ({ ...scope, pupilId, day }));
};

const daysOf = async ({ entity, after }: Change, deps: Deps): Promise<readonly PupilDayKey[]> => {
  if (after === undefined || entity === "standing-call") return [];
  if (entity === "register") return calledAt(after, deps);
  const { schoolId, schoolYear, pupilId, day, lessonId, change } = after as unknown as PupilDayKey & LessonOfDay;
  if (entity === "change") return attendedBy({ schoolId, schoolYear, day, lessonId, ...(change && { change }) }, deps);
  return [{ schoolId, schoolYear, pupilId, day }];
};

const calledIn = ({ entity, after }: Change, { registers }: Deps): readonly Seen[] => {
  if (entity !== "register" || after === undefined) return [];
  const submitted = registers.submittedOf(after);
  return calledBy(submitted).map((called) => ({ schoolId: submitted.schoolId, day: submitted.day, called }));
};

interface Folded {
  readonly key: PupilDayKey;
  readonly standing: StandingPresence;
}

const foldAgain = async (key: PupilDayKey, deps: Deps): Promise<readonly Folded[]> => {
  const standing = await keepPresence(key, deps);
  return standing === undefined || standing.version === 0 ? [] : [{ key, standing }];
};

const seenOf = ({ key: { schoolId, day, pupilId }, standing: { version, presence } }: Folded): Seen => ({
  schoolId,
  day,
  pupil: { pupilId, version, ...presence },
});

/**
 * Folds days and puts them, with the rolls that were called, on the boards. A roll call in silence or a cancelled lesson looks on the board
 * for whom it concerns: whoever was not there yet is folded once more, now that nobody can miss them; so is whoever's fold is new. `shown`
 * are the folds that are on the boards already.
 */
const putOnBoards = async (
  keys: readonly PupilDayKey[],
  called: readonly Seen[],
  deps: Deps,
  shown: ReadonlyMap<PupilDayKey, number> = new Map(),
): Promise<void> => {
  const all = (await Promise.all(keys.map((key) => foldAgain(key, deps)))).flat();
  const folded = all.filter(({ key, standing }) => standing.version !== shown.get(key));
  const boards = Map.groupBy([...folded.map(seenOf), ...called], ({ schoolId, day }) => `${schoolId} ${day}`);
  for (const news of boards.values()) {
    const [at] = news;
    if (at === undefined) continue;
    const rolls = news.flatMap((one) => one.called ?? []);
    const newcomers = await keepBoard(at, { called: rolls, pupils: news.flatMap((one) => one.pupil ?? []) }, deps);
    const unsettled = folded.filter(
      ({ key: { schoolId, day, pupilId }, standing: { isNew } }) =>
        schoolId === at.schoolId && day === at.day && (isNew || newcomers.includes(pupilId)),
    );
    const versions = new Map(unsettled.map(({ key, standing }) => [key, standing.version]));
    if (unsettled.length > 0) await putOnBoards([...versions.keys()], [], deps, versions);
  }
};

/**
 * Folds again each day of which something new was said, by silence too, then puts the folds and the rolls that were called on the
 * boards, one write a part for all of them: at the bell of a school, seventy-five registers are a few writes.
 */
export const followDays = async (changes: readonly Change[], deps: Deps): Promise<void> => {
  const touched = (await Promise.all(changes.map((change) => daysOf(change, deps)))).flat();
  const distinct = new Map(touched.map((key) => [`${key.schoolId} ${key.pupilId} ${key.day}`, key]));
  const called = changes.flatMap((change) => calledIn(change, deps));
  await putOnBoards([...distinct.values()], called, deps);
};
