/** A kind of day, by who comes when. */
export type DayKind = "school" | "saturday" | "sunday" | "holiday";

export interface Day {
  /** From the first of September. */
  readonly number: number;
  readonly kind: DayKind;
}

/** Weeks of school and, in turn, of holidays: 36 of the one as the code de l’éducation (L521-1) has it, 16 of the other. */
const WEEKS = [7, 2, 7, 2, 7, 2, 6, 2, 9, 8] as const;

const weekOf = (isSchool: boolean): readonly DayKind[] =>
  isSchool
    ? ["school", "school", "school", "school", "school", "saturday", "sunday"]
    : Array.from({ length: 7 }, () => "holiday" as const);

/** A school year of 365 days: 180 of school, the weekends between them, the holidays. */
export const schoolYear: readonly Day[] = [
  ...WEEKS.flatMap((weeks, index) => Array.from({ length: weeks }, () => weekOf(index % 2 === 0)).flat()),
  "holiday" as const,
].map((kind, number) => ({ number, kind }));

/** How the calls of a year fall on the kinds of days: 85 % on school days, the rest when families look at the week. */
export const SHARE_OF_CALLS: Readonly<Record<DayKind, number>> = {
  school: 0.85,
  saturday: 0.03,
  sunday: 0.08,
  holiday: 0.04,
};

const AT_SCHOOL = [0, 0, 0, 0, 0, 0, 1, 6, 15, 9, 9, 7, 5, 8, 7, 5, 6, 6, 6, 4, 3, 2, 0.7, 0.3];
const AT_HOME = [0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 6, 7, 5, 4, 6, 6, 7, 9, 13, 12, 11, 8, 3, 0];

/** Of the calls of a day, the part that falls in each hour; 15 % of a school day between eight and nine. */
export const hoursOf = (kind: DayKind): readonly number[] =>
  (kind === "school" ? AT_SCHOOL : AT_HOME).map((part) => part / 100);

/** Whether lessons are given at that hour: teachers call and school life watches; otherwise families read. */
export const isLessonHour = (kind: DayKind, hour: number): boolean => kind === "school" && hour >= 8 && hour < 17;

/** How many days of a kind the year has. */
export const daysOf = (kind: DayKind): number => schoolYear.filter((day) => day.kind === kind).length;
