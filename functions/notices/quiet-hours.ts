import { addDays, instantOf, schoolTimeOf, weekdayOf } from "@preau/calendar";
import type { ClockTime } from "@preau/contract";

/** When families are left in peace. `weekends`: from Friday evening to Monday morning. */
export interface QuietHours {
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly weekends: boolean;
}

/** Monday to Friday, or every day where weekends are like other days. */
const isWorked = (day: string, { weekends }: QuietHours): boolean => !weekends || weekdayOf(day) <= 5;

/**
 * The end of the quiet hours that `now` falls in; undefined outside them. Right to disconnect: from 20:00 to 07:00 and from Friday
 * 20:00 to Monday 07:00 unless the school decides otherwise (circular of 10 July 2025).
 */
export const quietUntil = (now: Date, quiet: QuietHours | null): Date | undefined => {
  if (quiet === null) return undefined;
  const { day, time } = schoolTimeOf(now);
  const inDay = quiet.from <= quiet.to ? time < quiet.from || time >= quiet.to : time >= quiet.to && time < quiet.from;
  if (inDay && isWorked(day, quiet)) return undefined;
  let next = time < quiet.to ? day : addDays(day, 1);
  while (!isWorked(next, quiet)) next = addDays(next, 1);
  return instantOf(next, quiet.to);
};
