import type { LifeCycleDelays } from "../settings/school-settings.ts";
import type { Departure } from "./departure.ts";

const MS_PER_DAY = 86_400_000;
const daysAfter = (instant: string, days: number): Date => new Date(Date.parse(instant) + days * MS_PER_DAY);

/** When the account of somebody who left closes: so many days after they left, whenever the school heard of it. */
export const closesAt = ({ leftSince }: Departure, { openDays }: LifeCycleDelays): Date =>
  daysAfter(leftSince, openDays);

/** When somebody is erased: so many days after their account closed, or will close. */
export const erasedAt = (departure: Departure, delays: LifeCycleDelays): Date =>
  daysAfter(
    departure.state === "closed" ? departure.since : closesAt(departure, delays).toISOString(),
    delays.restorableDays,
  );

export type Due = "mark" | "close" | "erase";

/** What is due for somebody who leaves: one step at a time, so that nobody is erased on the day their account closes. */
export const dueFor = (departure: Departure, delays: LifeCycleDelays, now: Date): Due | undefined => {
  switch (departure.state) {
    case "leaving":
      // The last day is a day of school: the next one is not.
      return daysAfter(departure.leftSince, 1) <= now ? "mark" : undefined;
    case "marked":
      return closesAt(departure, delays) <= now ? "close" : undefined;
    case "closed":
      return erasedAt(departure, delays) <= now ? "erase" : undefined;
  }
};
