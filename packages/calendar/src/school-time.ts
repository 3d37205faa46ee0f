import { tzOffset } from "@date-fns/tz";
import type { ClockTime, Day } from "@preau/contract";

/** The time zone of schools whose own is not known yet: mainland France. */
export const DEFAULT_TIME_ZONE = "Europe/Paris";

const MS_PER_MINUTE = 60_000;

/** The day and the time a school's clock shows at an instant. */
export const schoolTimeOf = (instant: Date, timeZone: string = DEFAULT_TIME_ZONE): { day: Day; time: ClockTime } => {
  const shifted = new Date(instant.getTime() + tzOffset(timeZone, instant) * MS_PER_MINUTE).toISOString();
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 16) };
};

/**
 * The instant at which a school's clock shows a day and a time. In the hour repeated in autumn the first one is meant;
 * in the hour skipped in spring the clock is read as if it had not been moved yet.
 */
export const instantOf = (day: Day, time: ClockTime, timeZone: string = DEFAULT_TIME_ZONE): Date => {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const before = tzOffset(timeZone, new Date(asUtc - 24 * 60 * MS_PER_MINUTE));
  const candidate = new Date(asUtc - before * MS_PER_MINUTE);
  const there = tzOffset(timeZone, candidate);
  return there === before ? candidate : new Date(asUtc - there * MS_PER_MINUTE);
};

/** The clock time `minutes` later on the same day. */
export const addMinutes = (time: ClockTime, minutes: number): ClockTime => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const total = hour * 60 + minute + minutes;
  return `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
};
