import { isException, type LessonChange, lessonsOn, type PackedSlot, unpackSlot } from "@preau/calendar";
import type { ClockTime, Day, LessonId, PersonId, SchoolId } from "@preau/contract";
import type { HomeDetention, HomeLesson } from "./contract.ts";

export interface KeptChange {
  readonly lessonId: LessonId;
  readonly day: Day;
  readonly version: number;
  readonly status: HomeLesson["status"];
  readonly label?: string | undefined;
  readonly room?: LessonChange["room"] | undefined;
  readonly teachers?: LessonChange["teachers"] | undefined;
  /** With somebody who takes the lesson over: it is in none of their timetables. */
  readonly slot?: PackedSlot | undefined;
}

export interface KeptCall {
  readonly lessonId: LessonId;
  readonly version: number;
  readonly absentCount: number;
  readonly lateCount: number;
}

/** School life asked for the roll of a lesson. */
export interface KeptReminder {
  readonly lessonId: LessonId;
  readonly version: number;
  readonly remindedAt: string;
}

/** A slot at which a pupil of the class is, or is no longer, expected in detention. */
export interface KeptDetention {
  readonly measureId: string;
  readonly pupilId: PersonId;
  readonly day: Day;
  readonly start: ClockTime;
  readonly end: ClockTime;
  readonly label: string;
  readonly place: string;
  readonly supervisor?: string | undefined;
  /** False once it was postponed or cancelled. */
  readonly stands: boolean;
  readonly version: number;
}

/** What one query reads: the slots of a weekday by class, group or teacher, and what happened to lessons of that weekday. */
export interface DayPage {
  readonly slots: readonly { readonly viewId: string; readonly slots: readonly PackedSlot[] }[];
  readonly changes: readonly KeptChange[];
  readonly calls: readonly KeptCall[];
  readonly reminders: readonly KeptReminder[];
  readonly detentions: readonly KeptDetention[];
}

const exceptional = (change: KeptChange): change is KeptChange & LessonChange => isException(change);

/** The lessons of a day among the timetables that concern the reader, each once, by the clock. */
export const lessonsOfDay = (
  schoolId: SchoolId,
  day: Day,
  page: DayPage,
  concerns: (viewId: string) => boolean,
): readonly HomeLesson[] => {
  const slots = page.slots.flatMap((view) => (concerns(view.viewId) ? view.slots : []));
  const changes = page.changes.filter((change) => change.day === day).filter(exceptional);
  const taken = changes.flatMap(({ slot }) => (slot === undefined ? [] : [slot]));
  const lessons = lessonsOn(day, [...slots, ...taken].map(unpackSlot), changes).map((lesson) => ({
    ...lesson,
    schoolId,
    teachers: [...lesson.teachers],
    audiences: [...lesson.audiences],
  }));
  return [...new Map(lessons.map((lesson) => [lesson.lessonId, lesson])).values()];
};

/**
 * The same lessons for whoever gives them: is the roll still to be called, and was it asked for? A cancelled lesson has none, nor one that
 * somebody else gives that day.
 */
export const withRollCalls = (
  lessons: readonly HomeLesson[],
  { calls, reminders, changes }: DayPage,
  teacherId: PersonId,
): readonly HomeLesson[] =>
  lessons.map((lesson) => {
    const others = changes.find((one) => one.lessonId === lesson.lessonId)?.teachers;
    const isReplaced = others !== undefined && !others.some(({ id }) => id === teacherId);
    if (lesson.status === "cancelled" || isReplaced) return lesson;
    const call = calls.find((one) => one.lessonId === lesson.lessonId);
    const remindedAt = reminders.find((one) => one.lessonId === lesson.lessonId)?.remindedAt;
    if (call === undefined) return { ...lesson, rollCall: "to-do", ...(remindedAt !== undefined && { remindedAt }) };
    return { ...lesson, rollCall: "done", absentCount: call.absentCount, lateCount: call.lateCount };
  });

/** Where one pupil of the class is expected in detention on a day, by the clock. */
export const detentionsOfDay = (
  schoolId: SchoolId,
  day: Day,
  { detentions }: DayPage,
  pupilId: PersonId,
): readonly HomeDetention[] =>
  detentions
    .filter((one) => one.day === day && one.pupilId === pupilId && one.stands)
    .map(({ measureId, start, end, label, place, supervisor }) => ({
      measureId,
      schoolId,
      pupilId,
      start,
      end,
      label,
      place,
      ...(supervisor !== undefined && { supervisor }),
    }))
    .toSorted((one, other) => (one.start < other.start ? -1 : 1));
