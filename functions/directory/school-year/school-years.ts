/** The commands that move a school from one year to the next. */
export type YearCommand = "prepare" | "switch" | "undo";

/** A school that has begun to use the commands; before that, its year is that of the calendar. */
export interface SchoolYears {
  readonly current: number;
  /** The year being prepared beside the current one. */
  readonly prepared?: number | undefined;
  /** The last switch, or the undoing of it: what accounts are told is dated by it. */
  readonly moved?:
    | { readonly from: number; readonly to: number; readonly at: string; readonly undoes?: string | undefined }
    | undefined;
  /** Who did what, the latest last. */
  readonly history: readonly {
    readonly command: YearCommand;
    readonly schoolYear: number;
    readonly by: string;
    readonly at: string;
  }[];
  readonly version: number;
}

export type YearProblem = "not-the-next-year" | "year-not-prepared" | "too-late-to-undo";

/** How long a switch may be undone. */
export const UNDO_DAYS = 30;
const UNDO_MS = UNDO_DAYS * 86_400_000;
const KEPT_HISTORY = 30;

/**
 * The year a school is in. It follows the calendar until the next one is prepared; from then on it stays where it is until the school
 * switches. A school that switched early keeps its year, and one that prepares nothing any more is caught up by the calendar.
 */
export const yearOf = (years: SchoolYears | undefined, calendarYear: number): number => {
  if (years === undefined) return calendarYear;
  return years.prepared === undefined ? Math.max(years.current, calendarYear) : years.current;
};

interface Step {
  readonly command: YearCommand;
  readonly schoolYear: number;
  readonly by: string;
  readonly at: Date;
}

/** Until when the last switch may be undone; undefined when there is none to undo. */
export const undoUntil = ({ moved, current }: SchoolYears): Date | undefined =>
  moved === undefined || moved.undoes !== undefined || moved.to !== current
    ? undefined
    : new Date(Date.parse(moved.at) + UNDO_MS);

const moves: Readonly<
  Record<YearCommand, (years: SchoolYears, step: Step) => Partial<SchoolYears> | YearProblem | "already">
> = {
  prepare: ({ current, prepared }, { schoolYear }) => {
    if (prepared === schoolYear) return "already";
    return schoolYear === current + 1 ? { prepared: schoolYear } : "not-the-next-year";
  },
  switch: ({ current, prepared }, { schoolYear, at }) => {
    if (current === schoolYear) return "already";
    if (prepared !== schoolYear) return "year-not-prepared";
    const moved = { from: current, to: schoolYear, at: at.toISOString() };
    return { current: schoolYear, prepared: undefined, moved };
  },
  undo: (years, { schoolYear, at }) => {
    const { moved, current } = years;
    if (moved?.undoes !== undefined && moved.from === schoolYear && current === schoolYear - 1) return "already";
    const until = undoUntil(years);
    if (until === undefined || moved === undefined || moved.to !== schoolYear || at > until) return "too-late-to-undo";
    return {
      current: moved.from,
      prepared: schoolYear,
      moved: { from: schoolYear, to: moved.from, at: at.toISOString(), undoes: moved.at },
    };
  },
};

/**
 * What a command makes of a school's years: the next state, `already` when there is nothing to do (a command may be repeated), or what
 * stands in its way. `years` of a school that never used a command: the year of the calendar, version 0.
 */
export const afterCommand = (years: SchoolYears, step: Step): SchoolYears | YearProblem | "already" => {
  const change = moves[step.command](years, step);
  if (typeof change === "string") return change;
  const { command, schoolYear, by, at } = step;
  const entry = { command, schoolYear, by, at: at.toISOString() };
  return { ...years, ...change, history: [...years.history, entry].slice(-KEPT_HISTORY) };
};

/** A school that never used a command. */
export const untouched = (calendarYear: number): SchoolYears => ({ current: calendarYear, history: [], version: 0 });
