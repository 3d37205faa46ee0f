import { overRaces } from "@preau/store";
import { type BoardNews, withNews } from "./board-part.ts";
import type { BoardStore, SchoolDay } from "./board-store.ts";
import { partOfClass } from "./board-version.ts";

interface Deps {
  readonly boards: Pick<BoardStore, "partToChange" | "keepPart" | "announcePart">;
  now(): Date;
}

/** Two batches of the stream may meet on a part; more than a few at once do not. */
const ATTEMPTS = 8;

const keepInPart = async (at: SchoolDay, part: number, news: BoardNews, { boards, now }: Deps): Promise<void> => {
  await overRaces(ATTEMPTS, async () => {
    const known = await boards.partToChange(at, part);
    const next = withNews(known, news);
    if (next !== undefined) await boards.keepPart(at, part, next, now());
    // Announced even when it was known: whoever wrote it may have stopped before saying so.
    await boards.announcePart(at, part, (next ?? known).version, now());
  });
};

/** Puts what a batch of the stream says on the board of a day: each part is read and written once, whatever the batch holds. */
export const keepBoard = async (at: SchoolDay, { called, pupils }: BoardNews, deps: Deps): Promise<void> => {
  const parts = new Set([...called, ...pupils].map(({ classId }) => partOfClass(classId)));
  const of = (part: number) => (one: { readonly classId: string }) => partOfClass(one.classId) === part;
  await Promise.all(
    [...parts].map((part) =>
      keepInPart(at, part, { called: called.filter(of(part)), pupils: pupils.filter(of(part)) }, deps),
    ),
  );
};
