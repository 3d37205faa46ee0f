import { type CountedDay, countOf } from "../pupil-day/pupil-file.ts";
import type { Settings } from "../pupil-day/settings.ts";

/** What one stretch of days amounts to, by one version of the school's rule. `justified` and `unjustified` are in the school's own unit. */
export interface MonthFigures {
  readonly ruleVersion: number;
  readonly justified: number;
  readonly unjustified: number;
  readonly lateness: number;
  /** Half-days, the unit of the law, whatever the school's own. */
  readonly halfDays: { readonly justified: number; readonly unjustified: number };
}

/** The count of some days as figures. The count is of whole days: figures of stretches that share none of them add up. */
export const figuresOf = (
  days: readonly CountedDay[],
  settings: Pick<Settings, "version" | "counting" | "closures">,
): MonthFigures => {
  const { ruleVersion, justified, unjustified, lateness, halfDays } = countOf(days, settings);
  const excused = halfDays.filter((half) => half.justified).length;
  return {
    ruleVersion,
    justified,
    unjustified,
    lateness,
    halfDays: { justified: excused, unjustified: halfDays.length - excused },
  };
};

/** Months together, under the latest rule that one of them was counted by. */
export const sumOf = (months: readonly MonthFigures[]): MonthFigures => {
  const sum = (figure: (month: MonthFigures) => number) => months.reduce((total, month) => total + figure(month), 0);
  return {
    ruleVersion: Math.max(0, ...months.map(({ ruleVersion }) => ruleVersion)),
    justified: sum(({ justified }) => justified),
    unjustified: sum(({ unjustified }) => unjustified),
    lateness: sum(({ lateness }) => lateness),
    halfDays: {
      justified: sum(({ halfDays }) => halfDays.justified),
      unjustified: sum(({ halfDays }) => halfDays.unjustified),
    },
  };
};
