import { isDeepStrictEqual } from "node:util";
import { instantOf } from "@preau/calendar";
import type { ClockTime } from "@preau/contract";
import { type Entry, type Kind, kindOf, type Presence, type ToldLesson } from "./notice.ts";

type Lesson = Presence["lessons"][number];
type Affirmed = Lesson & { readonly state: ToldLesson["state"] };

/** What a family is to be told of one half-day: from what was said, and what the school says now. */
export interface Situation {
  readonly day: string;
  /** The lessons of the half-day at which the pupil was not simply present. */
  readonly lessons: readonly Lesson[];
  readonly familyHoldMinutes: number;
  /** What the school tells families at all. */
  readonly tells: readonly Kind[];
  /** What stands in the notice; empty where there is none. */
  readonly said: readonly ToldLesson[];
}

export interface Decision {
  /** What the notice says from now on; absent when nothing changes. */
  readonly entry?: Entry;
  /** When there may be something more to say. */
  readonly next?: Date;
}

/** Lessons further apart are two pieces of news: the pupil was seen in between, or had no lesson. */
const IN_A_ROW_MINUTES = 30;

const minutesOf = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const isAffirmed = (lesson: Lesson): lesson is Affirmed =>
  lesson.state === "absent" || lesson.state === "late" || lesson.state === "left";

/** What the family did not say itself and the school has not accepted already. */
const isNews = ({ announced, decided, justified }: Lesson): boolean => !announced && !(decided === "yes" && justified);

/** When a lesson may be told of: the school keeps it to itself for a while, to correct it. */
export const dueAt = (day: string, { start }: Pick<Lesson, "start">, familyHoldMinutes: number): Date =>
  new Date(instantOf(day, start).getTime() + familyHoldMinutes * 60_000);

/** The lessons of a day that may become news, whatever the school tells. */
export const newsOf = ({ lessons }: Pick<Presence, "lessons">): readonly Lesson[] =>
  lessons.filter((lesson) => isAffirmed(lesson) && isNews(lesson));

const toldOf = ({ lessonId, start, end, subject, state, minutes }: Affirmed): ToldLesson => ({
  lessonId,
  start,
  end,
  subject,
  state,
  ...(minutes !== undefined && { minutes }),
});

/** What becomes of a lesson that was told. Contradictions freeze it; what the school affirms otherwise, or not at all, is corrected. */
const keptOf = (told: ToldLesson, now: Lesson | undefined): readonly ToldLesson[] => {
  if (now?.state === "conflict") return [{ ...told, disputed: true }];
  return now !== undefined && isAffirmed(now) ? [toldOf(now)] : [];
};

const goesOn = (added: ToldLesson, said: readonly ToldLesson[]): boolean =>
  added.state !== "late" &&
  said.some(({ end, state }) => {
    const gap = minutesOf(added.start) - minutesOf(end);
    return state === added.state && gap >= 0 && gap <= IN_A_ROW_MINUTES;
  });

/**
 * What a family is told, pure. Nothing that the school does not affirm, nothing before its hold, nothing of a contradiction; what was
 * told and no longer holds is taken back at once. A justification given afterwards takes nothing back: the pupil was away.
 */
export const decide = ({ day, lessons, familyHoldMinutes, tells, said }: Situation, now: Date): Decision => {
  const inOrder = lessons.toSorted((a, b) => (a.start < b.start ? -1 : 1));
  const kept = said.flatMap((told) =>
    keptOf(
      told,
      lessons.find(({ lessonId }) => lessonId === told.lessonId),
    ),
  );
  const standing = [...kept];
  let loud = false;
  let next: Date | undefined;
  for (const lesson of inOrder) {
    if (said.some(({ lessonId }) => lessonId === lesson.lessonId)) continue;
    if (!isAffirmed(lesson) || !isNews(lesson) || !tells.includes(kindOf(lesson.state))) continue;
    const due = dueAt(day, lesson, familyHoldMinutes);
    if (due > now) {
      next = next === undefined || due < next ? due : next;
      continue;
    }
    const added = toldOf(lesson);
    loud ||= !goesOn(added, standing);
    standing.push(added);
  }
  const changed = standing.toSorted((a, b) => (a.start < b.start ? -1 : 1));
  return {
    ...(!isDeepStrictEqual(changed, said) && { entry: { at: now.toISOString(), lessons: changed, loud } }),
    ...(next !== undefined && { next }),
  };
};
