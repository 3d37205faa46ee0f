import { schoolYear } from "./school-year.ts";

const DAYS = schoolYear.length;
const KB_PER_GB = 1_000_000;
/** The last of December after the school year, counted from its first of September: when a year’s items are given up. */
const GIVEN_UP_ON_DAY = 122 + DAYS;

/** What a table holds over a year, in GB-months, and at its fullest, in GB. */
export interface Held {
  readonly gbMonths: number;
  readonly mostGb: number;
}

/**
 * Day by day: what is written stays until the last day of the calendar year in which its school year ended, as the manifests’ `ttl` say, or
 * for so many years where nothing is ever given up; the years before were alike. `always` never changes.
 */
export const heldOver = (kbPerSchoolDay: number, alwaysKb: number, keptForYears?: number): Held => {
  const written = schoolYear.map(({ kind }) => (kind === "school" ? kbPerSchoolDay : 0));
  const yearKb = written.reduce((sum, kb) => sum + kb, 0);
  let soFar = 0;
  let kbDays = 0;
  let most = 0;
  for (const [day, kb] of written.entries()) {
    soFar += kb;
    const lastYear = day < GIVEN_UP_ON_DAY - DAYS ? yearKb : 0;
    const held = alwaysKb + soFar + (keptForYears === undefined ? lastYear : yearKb * keptForYears);
    kbDays += held;
    most = Math.max(most, held);
  }
  return { gbMonths: ((kbDays / DAYS) * 12) / KB_PER_GB, mostGb: most / KB_PER_GB };
};
