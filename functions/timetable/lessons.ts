import {
  addDays,
  byStart,
  isException,
  type LessonChange,
  lessonsOn,
  type PackedSlot,
  unpackSlot,
} from "@preau/calendar";
import type { Day, SchoolId } from "@preau/contract";
import type { Lesson } from "./contract.ts";
import type { KeptChange } from "./lesson-change.ts";

/** What was read of one view: its weekly slots, and what was changed on the days asked for. */
export interface ReadView {
  readonly slots: readonly PackedSlot[];
  readonly changes: readonly KeptChange[];
}

/** Every day from the first to the last, both included. */
export const daysBetween = (from: Day, to: Day): readonly Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

const exceptional = (change: KeptChange): change is KeptChange & LessonChange => isException(change);

const lessonsOfDay = (schoolId: SchoolId, day: Day, { slots, changes }: ReadView): readonly Lesson[] => {
  const today = changes.filter((change) => change.day === day);
  const received = today.flatMap(({ slot }) => (slot === undefined ? [] : [slot]));
  return lessonsOn(day, [...slots, ...received].map(unpackSlot), today.filter(exceptional)).map((lesson) => ({
    ...lesson,
    teachers: [...lesson.teachers],
    audiences: [...lesson.audiences],
    schoolId,
    version: today.find((change) => change.lessonId === lesson.lessonId)?.version ?? 0,
  }));
};

/** The lessons of several views taken together, each once, in the order of the days and the clock. */
export const lessonsOf = (schoolId: SchoolId, days: readonly Day[], views: readonly ReadView[]): readonly Lesson[] =>
  days.flatMap((day) => {
    const lessons = views.flatMap((view) => lessonsOfDay(schoolId, day, view));
    const once = new Map(lessons.map((lesson) => [lesson.lessonId, lesson]));
    return [...once.values()].sort(byStart);
  });
