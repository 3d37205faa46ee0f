import { addDays, instantOf, schoolTimeOf } from "@preau/calendar";
import type { Role } from "@preau/contract";
import { type AccessWindow, accessUnder } from "@preau/policy";

export type Hour = "open" | "closed" | "partly";

const DAYS = 7;
const HOURS = 24;
/** Windows begin and end on any minute; five apart tell an hour that is partly open well enough. */
const STEP_MINUTES = 5;
const MS_PER_MINUTE = 60_000;

/** What a member of a school under a role meets during each hour of the coming week, on the clock of Paris. */
export const weekAhead = (
  windows: readonly AccessWindow[],
  member: { readonly schoolId: AccessWindow["schools"][number]; readonly role: Role },
  now: Date,
): readonly { readonly day: string; readonly hours: readonly Hour[] }[] => {
  const held = [member as Parameters<typeof accessUnder>[1][number]];
  const hourOf = (day: string, hour: number): Hour => {
    const begins = instantOf(day, `${String(hour).padStart(2, "0")}:00`).getTime();
    const moments = Array.from(
      { length: 60 / STEP_MINUTES },
      (_, step) => begins + step * STEP_MINUTES * MS_PER_MINUTE,
    );
    const open = moments.filter((moment) => accessUnder(windows, held, moment).open).length;
    if (open === moments.length) return "open";
    return open === 0 ? "closed" : "partly";
  };
  const today = schoolTimeOf(now).day;
  return Array.from({ length: DAYS }, (_, ahead) => {
    const day = addDays(today, ahead);
    return { day, hours: Array.from({ length: HOURS }, (__, hour) => hourOf(day, hour)) };
  });
};
