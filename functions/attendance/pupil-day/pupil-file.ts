import { instantOf } from "@preau/calendar";
import type { KeptPresence } from "./day-store.ts";
import { type Count, type CourseOutcome, countAbsences } from "./half-days.ts";
import type { MissedLesson } from "./presence.ts";
import { ruleOf, type Settings } from "./settings.ts";

/** One kept day of a pupil. */
export interface FileDay {
  readonly day: string;
  readonly presence: Pick<KeptPresence, "lessons">;
}

/** What of a lesson the count looks at. */
export type CountedLesson = Pick<MissedLesson, "start" | "end" | "state" | "justified" | "counts"> & {
  readonly minutes?: number | undefined;
};

/** One day of a pupil, as far as the count goes. */
export interface CountedDay {
  readonly day: string;
  readonly presence: { readonly lessons: readonly CountedLesson[] };
}

const outcomeOf = (day: string, lesson: CountedLesson): readonly CourseOutcome[] => {
  const { start, end, state, minutes, justified, counts } = lesson;
  if (state !== "absent" && state !== "late") return [];
  return [{ day, start, end, cancelled: false, outcome: state, minutesLate: minutes, justified, counts }];
};

/**
 * The figures of a stretch of days. Contradictions count for nothing until they are settled; whoever left early, or was elsewhere in
 * the school, was not absent.
 */
export const countOf = (
  days: readonly CountedDay[],
  settings: Pick<Settings, "version" | "counting" | "closures">,
): Count =>
  countAbsences(
    days.flatMap(({ day, presence }) => presence.lessons.flatMap((lesson) => outcomeOf(day, lesson))),
    ruleOf(settings),
    settings.closures,
  );

/**
 * What a family may see of the same days: no contradiction that the school has not settled, and no lesson whose time to correct is not
 * over yet. What is left out here is in no count of theirs either.
 */
export const familyView = (
  days: readonly FileDay[],
  { familyHoldMinutes }: Settings,
  now: Date,
): readonly FileDay[] => {
  const before = now.getTime() - familyHoldMinutes * 60_000;
  return days.flatMap(({ day, presence }) => {
    const lessons = presence.lessons.filter(
      ({ state, start }) => state !== "conflict" && instantOf(day, start).getTime() <= before,
    );
    return lessons.length === 0 ? [] : [{ day, presence: { lessons } }];
  });
};
