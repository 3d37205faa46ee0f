import { addDays, instantOf, weekdayOf } from "@preau/calendar";
import type { ClockTime, Role, SchoolId } from "@preau/contract";
import type { Membership } from "./principal.ts";

/**
 * Hours outside of which some people of some schools are asked to come back later, on the clock of Paris. It never concerns an essential
 * route, nor signing in: whoever applies it sees to that.
 */
export interface AccessWindow {
  readonly roles: readonly Role[];
  /** Those of a level, as they were when the window was written. */
  readonly schools: readonly SchoolId[] | "all";
  /** 1 for Monday … 7 for Sunday: the days on which it opens. */
  readonly weekdays: readonly number[];
  readonly from: ClockTime;
  /** Not included. Before `from` or equal to it, it is the next day's. */
  readonly to: ClockTime;
  /** From when to when it holds at all, in epoch seconds; `until` is not included. */
  readonly since: number;
  readonly until: number;
}

type Held = Pick<Membership, "schoolId" | "role">;

/** Whether somebody may come in now; where not, from when on they may. */
export type Access = { readonly open: true } | { readonly open: false; readonly opensAt: Date };

const MS_PER_DAY = 86_400_000;

/** A week, and a day on each side for whoever opens before midnight. */
const DAYS_AHEAD = 8;

interface Opening {
  readonly begins: number;
  readonly ends: number;
}

/** Worked out once a day and window: it costs some forty conversions of a clock, and every request asks. */
const worked = new WeakMap<AccessWindow, { readonly day: number; readonly openings: readonly Opening[] }>();

const openingsOf = (window: AccessWindow, now: number): readonly Opening[] => {
  const day = Math.floor(now / MS_PER_DAY);
  const known = worked.get(window);
  if (known?.day === day) return known.openings;
  const first = addDays(new Date(now).toISOString().slice(0, 10), -2);
  const openings = Array.from({ length: DAYS_AHEAD + 3 }, (_, ahead) => addDays(first, ahead))
    .filter((date) => window.weekdays.includes(weekdayOf(date)))
    .map((date) => ({
      begins: instantOf(date, window.from).getTime(),
      ends: instantOf(window.to <= window.from ? addDays(date, 1) : date, window.to).getTime(),
    }));
  worked.set(window, { day, openings });
  return openings;
};

const concerns = ({ roles, schools }: AccessWindow, { role, schoolId }: Held): boolean =>
  roles.includes(role) && (schools === "all" || schools.includes(schoolId));

const holds = ({ since, until }: AccessWindow, at: number): boolean => since * 1000 <= at && at < until * 1000;

const isOpen = (windows: readonly AccessWindow[], at: number, now: number): boolean => {
  const held = windows.filter((window) => holds(window, at));
  return (
    held.length === 0 ||
    held.some((window) => openingsOf(window, now).some(({ begins, ends }) => begins <= at && at < ends))
  );
};

/** When what somebody is under one role opens, in epoch milliseconds; `now` where it is open. */
const opensAt = (windows: readonly AccessWindow[], now: number): number => {
  if (isOpen(windows, now, now)) return now;
  const moments = windows
    .flatMap((window) => [window.until * 1000, ...openingsOf(window, now).map(({ begins }) => begins)])
    .filter((moment) => moment > now)
    .sort((a, b) => a - b);
  return (
    moments.find((moment) => isOpen(windows, moment, now)) ?? Math.max(...windows.map(({ until }) => until * 1000))
  );
};

/**
 * Whether somebody may use a route that is not essential at `now` (epoch milliseconds), for what they are there: give the memberships that
 * the route would let in. A window concerns those who hold one of its roles in one of its schools; who is under several comes in while one
 * is open, and who is under none at any time. A teacher who is also a parent comes in when either may. Where nobody is concerned it costs a
 * few comparisons.
 */
export const accessUnder = (windows: readonly AccessWindow[], held: readonly Held[], now: number): Access => {
  if (windows.length === 0 || held.length === 0) return { open: true };
  let soonest = Number.POSITIVE_INFINITY;
  for (const membership of held) {
    const concerned = windows.filter((window) => concerns(window, membership));
    const moment = concerned.length === 0 ? now : opensAt(concerned, now);
    if (moment <= now) return { open: true };
    soonest = Math.min(soonest, moment);
  }
  return { open: false, opensAt: new Date(soonest) };
};
