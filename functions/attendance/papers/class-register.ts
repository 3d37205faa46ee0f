import { addDays, closedBecause, weekdayOf } from "@preau/calendar";
import { partOf } from "../pupil-day/half-days.ts";
import { countOf } from "../pupil-day/pupil-file.ts";
import type { Settings } from "../pupil-day/settings.ts";
import { figuresOf, type MonthFigures } from "../tallies/figures.ts";
import type { Tally } from "../tallies/tally-store.ts";

type Rule = Pick<Settings, "version" | "counting" | "closures">;

/** A half-day of a pupil as the register prints it: absent, absent with a valid reason, so many times late, or nothing. */
export type RegisterCell = "A" | "J" | "R" | "";

export interface RegisterRow {
  readonly pupilId: string;
  readonly familyName: string;
  readonly givenName: string;
  /** Morning and afternoon of each day of the register. */
  readonly cells: readonly (readonly [RegisterCell, RegisterCell])[];
  readonly figures: MonthFigures;
}

/** A day of the month; closed ones say why. */
export interface RegisterDay {
  readonly day: string;
  readonly closed: string | undefined;
}

export interface ClassRegister {
  readonly days: readonly RegisterDay[];
  readonly rows: readonly RegisterRow[];
}

interface Named {
  readonly pupilId: string;
  readonly familyName: string;
  readonly givenName: string;
}

/** The days of a month but Sundays. */
export const daysOfMonth = (month: string): readonly string[] => {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) if (weekdayOf(day) < 7) days.push(day);
  return days;
};

const PARTS = ["morning", "afternoon"] as const;

const cellsOf = (day: string, lessons: Tally["lessons"], rule: Rule): readonly [RegisterCell, RegisterCell] => {
  const { halfDays } = countOf([{ day, presence: { lessons } }], rule);
  const [morning, afternoon] = PARTS.map((part): RegisterCell => {
    const half = halfDays.find((one) => one.part === part);
    if (half !== undefined) return half.justified ? "J" : "A";
    const here = lessons.filter((lesson) => partOf(lesson, rule.counting) === part);
    return countOf([{ day, presence: { lessons: here } }], rule).lateness > 0 ? "R" : "";
  });
  return [morning ?? "", afternoon ?? ""];
};

const collator = new Intl.Collator("fr");

/**
 * The register of a class for a month: everybody on its list, and whoever left it after being absent. Letters and totals come from the one
 * count, so that what is printed and signed is what the families and the bulletin read.
 */
export const classRegister = (
  month: string,
  pupils: readonly Named[],
  book: readonly Tally[],
  rule: Rule,
): ClassRegister => {
  const days = daysOfMonth(month).map((day) => ({ day, closed: closedBecause(day, rule.closures) }));
  const byPupil = Map.groupBy(book, ({ pupilId }) => pupilId);
  const everybody = new Map<string, Named>([...book, ...pupils].map((one) => [one.pupilId, one]));
  const rows = [...everybody.values()].map(({ pupilId, familyName, givenName }) => {
    const own = byPupil.get(pupilId) ?? [];
    const lessonsOn = new Map(own.map(({ day, lessons }) => [day, lessons]));
    return {
      pupilId,
      familyName,
      givenName,
      cells: days.map(({ day }) => cellsOf(day, lessonsOn.get(day) ?? [], rule)),
      figures: figuresOf(
        own.map(({ day, lessons }) => ({ day, presence: { lessons } })),
        rule,
      ),
    };
  });
  return {
    days,
    rows: rows.sort(
      (a, b) => collator.compare(a.familyName, b.familyName) || collator.compare(a.givenName, b.givenName),
    ),
  };
};
