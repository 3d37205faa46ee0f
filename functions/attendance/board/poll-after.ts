import { schoolTimeOf, weekdayOf } from "@preau/calendar";

/** A screen that shows a day other than today, or a school that sleeps. */
const AT_REST = 300;

/**
 * In how many seconds a screen should ask again: at once while rolls are being called, calmly between two bells, hardly at all outside
 * the hours of a school. Five screens of a school cost less than one read unit a second even at the bell.
 */
export const pollAfter = (day: string, changedAt: Date | undefined, now: Date): number => {
  const clock = schoolTimeOf(now);
  if (clock.day !== day || weekdayOf(day) === 7 || clock.time < "07:00" || clock.time > "22:00") return AT_REST;
  const quietMinutes =
    changedAt === undefined ? Number.POSITIVE_INFINITY : (now.getTime() - changedAt.getTime()) / 60_000;
  if (quietMinutes < 3) return 5;
  if (quietMinutes < 15) return 15;
  return clock.time < "18:30" ? 30 : 60;
};
