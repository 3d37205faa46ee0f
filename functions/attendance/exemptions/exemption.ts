import { type Lesson, mondayOf, weekdayOf } from "@preau/calendar";

/** On which lessons of its days an exemption holds, when not on all: certain weekdays, between two hours, one week in so many. */
export interface Recurrence {
  readonly weekdays: readonly number[];
  readonly start: string;
  readonly end: string;
  /** Counted from the week of the first day. */
  readonly everyWeeks: number;
}

/** What a sheet needs to know of an exemption. */
export interface KeptExemption {
  readonly exemptionId: string;
  readonly pupilId: string;
  readonly classId: string;
  /** Null for every subject. */
  readonly subjectCodes: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  readonly recurrence: Recurrence | null;
  readonly mustAttend: boolean;
  readonly reason: string | null;
  /** Granted by mistake: it holds nowhere. */
  readonly withdrawn: boolean;
}

type Attended = Pick<Lesson, "day" | "start" | "end" | "subject">;

const MS_PER_WEEK = 7 * 86_400_000;

const weeksBetween = (from: string, day: string): number =>
  Math.round((Date.parse(mondayOf(day)) - Date.parse(mondayOf(from))) / MS_PER_WEEK);

const recursOn = ({ weekdays, start, end, everyWeeks }: Recurrence, from: string, lesson: Attended): boolean =>
  weekdays.includes(weekdayOf(lesson.day)) &&
  weeksBetween(from, lesson.day) % everyWeeks === 0 &&
  start < lesson.end &&
  lesson.start < end;

/** Whether an exemption holds at a lesson. */
export const holdsAt = (exemption: KeptExemption, lesson: Attended): boolean => {
  const { subjectCodes, from, to, recurrence, withdrawn } = exemption;
  if (withdrawn || lesson.day < from || lesson.day > to) return false;
  if (subjectCodes !== null && !subjectCodes.includes(lesson.subject.code)) return false;
  return recurrence === null || recursOn(recurrence, from, lesson);
};

/** The exemption of a pupil at a lesson; of two, the one that asks for less: nobody is looked for who need not be there. */
export const exemptionAt = (
  exemptions: readonly KeptExemption[],
  lesson: Attended,
  pupilId: string,
): KeptExemption | undefined =>
  exemptions
    .filter((one) => one.pupilId === pupilId && holdsAt(one, lesson))
    .sort((a, b) => Number(a.mustAttend) - Number(b.mustAttend))
    .at(0);
