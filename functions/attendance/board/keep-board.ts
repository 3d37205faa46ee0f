import { overRaces } from "@preau/store";
import { type BoardNews, type BoardPart, type PupilOnBoard, withNews } from "./board-part.ts";
import type { BoardStore, SchoolDay } from "./board-store.ts";
import { partOfClass } from "./board-version.ts";

interface Deps {
  readonly boards: Pick<BoardStore, "partToChange" | "keepPart" | "announcePart">;
  now(): Date;
}

/** Two batches of the stream may meet on a part; more than a few at once do not. */
const ATTEMPTS = 8;

/** Those whom a part does not show yet, or not at each of these lessons. */
const newcomersTo = (known: BoardPart, pupils: readonly PupilOnBoard[]): readonly string[] => {
  const shown = new Map(known.pupils.map((one) => [one.pupilId, one]));
  return pupils
    .filter(({ pupilId, version, lessons }) => {
      const before = shown.get(pupilId);
      if (before === undefined) return true;
      const at = new Set(before.lessons.map(({ lessonId }) => lessonId));
      return version > before.version && lessons.some(({ lessonId }) => !at.has(lessonId));
    })
    .map(({ pupilId }) => pupilId);
};

const keepInPart = async (
  at: SchoolDay,
  part: number,
  news: BoardNews,
  { boards, now }: Deps,
): Promise<readonly string[]> => {
  // Of every attempt: one that was told it lost may have written all the same.
  const newcomers = new Set<string>();
  await overRaces(ATTEMPTS, async () => {
    const known = await boards.partToChange(at, part);
    for (const pupilId of newcomersTo(known, news.pupils)) newcomers.add(pupilId);
    const next = withNews(known, news);
    if (next !== undefined) await boards.keepPart(at, part, next, now());
    // Announced even when it was known: whoever wrote it may have stopped before saying so.
    await boards.announcePart(at, part, (next ?? known).version, now());
  });
  return [...newcomers];
};

/**
 * Puts what a batch of the stream says on the board of a day: each part is read and written once, whatever the batch holds. Gives the pupils
 * that whoever looked on the board before did not find there, or not at every lesson.
 */
export const keepBoard = async (
  at: SchoolDay,
  { called, pupils }: BoardNews,
  deps: Deps,
): Promise<readonly string[]> => {
  const parts = new Set([...called, ...pupils].map(({ classId }) => partOfClass(classId)));
  const of = (part: number) => (one: { readonly classId: string }) => partOfClass(one.classId) === part;
  const newcomers = await Promise.all(
    [...parts].map((part) =>
      keepInPart(at, part, { called: called.filter(of(part)), pupils: pupils.filter(of(part)) }, deps),
    ),
  );
  return newcomers.flat();
};
