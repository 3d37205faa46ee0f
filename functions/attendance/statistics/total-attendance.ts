import type { DayStore } from "../pupil-day/day-store.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { type BulletinTotals, bulletinTotals } from "./bulletin-totals.ts";

interface Deps {
  readonly days: Pick<DayStore, "presencesOf">;
  readonly settings: Pick<SettingsStore, "current">;
}

/** A class, at most, and a period of one school year. */
export interface TotalsQuestion {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly pupilIds: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** What the school reports of some pupils print of a period: asked by whoever makes reports, read once a pupil. */
export const totalAttendance = async (
  { pupilIds, from, to, ...school }: TotalsQuestion,
  { days, settings }: Deps,
): Promise<readonly (BulletinTotals & { readonly pupilId: string })[]> => {
  const decided = await settings.current(school);
  return Promise.all(
    pupilIds.map(async (pupilId) => ({
      pupilId,
      ...bulletinTotals(await days.presencesOf({ ...school, pupilId }, from, to), decided, { from, to }),
    })),
  );
};
