import { addDays, closedBecause, lessonsOn, type Slot } from "@preau/calendar";
import type { Day } from "@preau/contract";
import { partOf } from "../pupil-day/half-days.ts";
import type { MissedLesson } from "../pupil-day/presence.ts";
import { countOf, type FileDay } from "../pupil-day/pupil-file.ts";
import type { Settings } from "../pupil-day/settings.ts";

/**
 * A half-day of a pupil at a glance. `other`: something is noted that is no absence (elsewhere in the school, left early, an absence that is
 * not held against the pupil). `nothing-noted`: lessons are planned and nobody noted anything, which is presence once the roll was called.
 */
export type HalfDayState =
  | "absent-unjustified"
  | "absent-justified"
  | "late"
  | "other"
  | "conflict"
  | "nothing-noted"
  | "no-course"
  | "closed"
  | "to-come";

export interface CalendarDay {
  readonly day: Day;
  /** Why the school is closed, in French. */
  readonly closed?: string | undefined;
  readonly morning: HalfDayState;
  readonly afternoon: HalfDayState;
}

type Rule = Pick<Settings, "version" | "counting" | "closures">;

const PARTS = ["morning", "afternoon"] as const;

const noted = (day: Day, lessons: readonly MissedLesson[], rule: Rule): HalfDayState | undefined => {
  if (lessons.length === 0) return undefined;
  if (lessons.some(({ state }) => state === "conflict")) return "conflict";
  const { halfDays, lateness } = countOf([{ day, presence: { lessons } }], rule);
  const [half] = halfDays;
  if (half !== undefined) return half.justified ? "absent-justified" : "absent-unjustified";
  return lateness > 0 ? "late" : "other";
};

/** The days of a month, each half-day with what is known of it. Weekly lessons are those of the timetable; one cancelled on its day is still one. */
export const monthCalendar = (
  month: string,
  {
    kept,
    slots,
    rule,
    today,
  }: {
    readonly kept: readonly FileDay[];
    readonly slots: readonly Slot[];
    readonly rule: Rule;
    readonly today: Day;
  },
): readonly CalendarDay[] => {
  const byDay = new Map(kept.map(({ day, presence }) => [day, presence.lessons]));
  const days: CalendarDay[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) {
    const closed = closedBecause(day, rule.closures);
    const planned = lessonsOn(day, slots);
    const [morning = "closed", afternoon = "closed"] = PARTS.map((part): HalfDayState => {
      if (closed !== undefined) return "closed";
      const here = (byDay.get(day) ?? []).filter((lesson) => partOf(lesson, rule.counting) === part);
      const known = noted(day, here, rule);
      if (known !== undefined) return known;
      if (!planned.some((lesson) => partOf(lesson, rule.counting) === part)) return "no-course";
      return day > today ? "to-come" : "nothing-noted";
    });
    days.push({ day, ...(closed !== undefined && { closed }), morning, afternoon });
  }
  return days;
};
