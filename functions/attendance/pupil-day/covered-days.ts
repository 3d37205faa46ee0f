import { addDays, type Closure, closedBecause } from "@preau/calendar";
import type { ClockTime, Day } from "@preau/contract";

/** A day and a time of the school's clock. */
export interface Moment {
  readonly day: Day;
  readonly time: ClockTime;
}

/** What an interval covers of one day. */
export interface CoveredDay {
  readonly day: Day;
  readonly from: ClockTime;
  readonly to: ClockTime;
}

/** The open days of an interval, each with the part that it covers; no more than one above `most`, which says that they are too many. */
export const coveredDays = (
  { from, to }: { readonly from: Moment; readonly to: Moment },
  closures: readonly Closure[],
  most: number,
): readonly CoveredDay[] => {
  const covered: CoveredDay[] = [];
  for (let day = from.day; day <= to.day && covered.length <= most; day = addDays(day, 1))
    if (closedBecause(day, closures) === undefined)
      covered.push({ day, from: day === from.day ? from.time : "00:00", to: day === to.day ? to.time : "23:59" });
  return covered;
};
