import type { Day } from "@preau/contract";

/** The school year a day belongs to, named by the calendar year it starts in; it turns over on 1 August. */
export const schoolYearOf = (day: Day): number => {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= "08-01" ? year : year - 1;
};

const MS_PER_DAY = 86_400_000;

const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** The day `count` days later (earlier when negative). */
export const addDays = (day: Day, count: number): Day =>
  new Date(utc(day) + count * MS_PER_DAY).toISOString().slice(0, 10);

/** 1 for Monday … 7 for Sunday (ISO 8601). */
export const weekdayOf = (day: Day): number => ((new Date(utc(day)).getUTCDay() + 6) % 7) + 1;

/** The Monday of the day's week. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

/** The week of the school year, counted from 0 at the week that holds 1 September; negative in August before it. */
export const schoolWeekOf = (day: Day): number => {
  const first = mondayOf(`${schoolYearOf(day)}-09-01`);
  return Math.round((utc(mondayOf(day)) - utc(first)) / (7 * MS_PER_DAY));
};
