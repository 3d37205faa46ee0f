import { weekdayOf } from "@preau/calendar";
import type { Day } from "@preau/contract";
import { schoolKey } from "@preau/store";

/** One school in one school year. */
export interface Year {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** Whose day a partition holds: that of a class, or of a person (teacher, pupil or guardian). */
export interface Owner extends Year {
  readonly kind: "CLASS" | "PERSON";
  readonly id: string;
}

export const partitionOf = ({ schoolId, schoolYear, kind, id }: Owner): string =>
  schoolKey(schoolId, schoolYear, kind, id);

/** All that one day of the week needs lies together, so that one query reads it: slots, exceptions, roll calls. */
export const dayPrefix = (weekday: number): string => `DAY#${weekday}#`;
export const slotsKey = (weekday: number, viewId: string): string => `${dayPrefix(weekday)}SLOTS#${viewId}`;
export const changeKey = (day: Day, lessonId: string): string =>
  `${dayPrefix(weekdayOf(day))}CHANGE#${day}#${lessonId}`;
export const calledKey = (day: Day, lessonId: string): string =>
  `${dayPrefix(weekdayOf(day))}CALLED#${day}#${lessonId}`;

export const remindedKey = (day: Day, lessonId: string): string =>
  `${dayPrefix(weekdayOf(day))}REMINDED#${day}#${lessonId}`;

export const detentionKey = ({ day, start, measureId }: { day: Day; start: string; measureId: string }): string =>
  `${dayPrefix(weekdayOf(day))}DETENTION#${day}#${start}#${measureId}`;

/**
 * A family's notices and cards are neighbours, cards last: read backwards, one query gives every card, then the latest notices.
 * Nothing may be named between `NOTICE#` and `PUPIL#`.
 */
export const FAMILY_RANGE: [string, string] = ["NOTICE#", "PUPIL#~"];
export const noticeKey = ({ day, half, pupilId }: { day: Day; half: string; pupilId: string }): string =>
  `NOTICE#${day}#${half === "morning" ? 1 : 2}#${pupilId}`;
export const cardKey = (pupilId: string, audienceId: string): string => `PUPIL#${pupilId}#${audienceId}`;
