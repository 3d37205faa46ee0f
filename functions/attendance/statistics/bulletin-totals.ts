import type { Day } from "@preau/contract";
import type { CountedDay } from "../pupil-day/pupil-file.ts";
import type { Settings } from "../pupil-day/settings.ts";
import { figuresOf } from "../tallies/figures.ts";

/** What a school report prints of a period. */
export interface BulletinTotals {
  /** Half-days: the unit of the national school report (LSU), whatever the school's own. */
  readonly justified: number;
  readonly unjustified: number;
  readonly lateness: number;
  readonly ruleVersion: number;
}

/** The figures of a pupil's period, both days included, by the one count: those of the file and of the register. */
export const bulletinTotals = (
  days: readonly CountedDay[],
  settings: Pick<Settings, "version" | "counting" | "closures">,
  { from, to }: { readonly from: Day; readonly to: Day },
): BulletinTotals => {
  const inside = days.filter(({ day }) => from <= day && day <= to);
  const { halfDays, lateness, ruleVersion } = figuresOf(inside, settings);
  return { ...halfDays, lateness, ruleVersion };
};
