import type { Payload } from "@preau/contract";
import type { registerSubmittedV1 } from "../../../events/register-submitted.v1.ts";
import type { KeptPresence } from "../pupil-day/day-store.ts";

/** A roll that was called, for the pupils of one class. */
export interface CalledClass {
  readonly classId: string;
  readonly classCode: string;
  readonly lessonId: string;
  readonly start: string;
  readonly end: string;
  readonly subject: string;
  readonly version: number;
  readonly submittedAt: string;
}

/** The latest fold of a pupil's day. Nothing is missed any more by whoever was marked by mistake: they stay, with no lesson. */
export interface PupilOnBoard extends KeptPresence {
  readonly pupilId: string;
  readonly version: number;
}

/** The classes of a day that share one item of the board. */
export interface BoardPart {
  readonly version: number;
  readonly called: readonly CalledClass[];
  readonly pupils: readonly PupilOnBoard[];
}

/** What is new for a part of the board. */
export type BoardNews = Pick<BoardPart, "called" | "pupils">;

/** The board of a morning on which nothing was called yet. */
export const emptyPart: BoardPart = { version: 0, called: [], pupils: [] };

type Submitted = Payload<typeof registerSubmittedV1>;

/** What one register says to the board: that it was called, for each class whose pupils it named. Who is missing, their day tells. */
export const calledBy = ({
  classes,
  lessonId,
  start,
  end,
  subject,
  version,
  submittedAt,
}: Submitted): readonly CalledClass[] =>
  classes.map(({ id, code }) => ({
    classId: id,
    classCode: code,
    lessonId,
    start,
    end,
    subject,
    version,
    submittedAt,
  }));

const newest = <T extends { readonly version: number }>(
  kept: readonly T[],
  arrived: readonly T[],
  idOf: (one: T) => string,
): readonly T[] | undefined => {
  const byId = new Map(kept.map((one) => [idOf(one), one]));
  const later = arrived.filter((one) => one.version > (byId.get(idOf(one))?.version ?? 0));
  for (const one of later) if (one.version > (byId.get(idOf(one))?.version ?? 0)) byId.set(idOf(one), one);
  return later.length === 0 ? undefined : [...byId.values()];
};

/** The part with what is new, under its next version; undefined when it knew all of it already. Any order ends in the same part. */
export const withNews = (part: BoardPart, news: BoardNews): BoardPart | undefined => {
  const called = newest(part.called, news.called, ({ classId, lessonId }) => `${classId} ${lessonId}`);
  const pupils = newest(part.pupils, news.pupils, ({ pupilId }) => pupilId);
  if (called === undefined && pupils === undefined) return undefined;
  return { version: part.version + 1, called: called ?? part.called, pupils: pupils ?? part.pupils };
};

/** The pupils who were missing at the last lesson called before `start`, the same day, in each of these classes. */
export const absentBefore = (
  parts: readonly BoardNews[],
  classIds: readonly string[],
  start: string,
): ReadonlySet<string> => {
  const lastStart = new Map<string, string>();
  for (const one of parts.flatMap(({ called }) => called))
    if (classIds.includes(one.classId) && one.start < start && one.start > (lastStart.get(one.classId) ?? ""))
      lastStart.set(one.classId, one.start);
  const missing = parts
    .flatMap(({ pupils }) => pupils)
    .filter(({ classId, lessons }) =>
      lessons.some(
        (lesson) => lesson.start === lastStart.get(classId) && (lesson.state === "absent" || lesson.state === "left"),
      ),
    );
  return new Set(missing.map(({ pupilId }) => pupilId));
};
