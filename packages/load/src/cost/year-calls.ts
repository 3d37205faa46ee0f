import { activities } from "../surge/activities.ts";
import { linesOf, type Mix } from "../surge/mix.ts";
import { ORDINARY } from "../surge/ordinary-mix.ts";
import { dayPlans } from "../surge/scenarios.ts";
import type { Assumed } from "./assumptions.ts";
import { type DayKind, daysOf, hoursOf, isLessonHour, SHARE_OF_CALLS } from "./school-year.ts";

/** Calls of one operation by one role in a year, at lessons or at home. */
export interface YearCalls {
  readonly operation: string;
  readonly role: string;
  readonly when: "lessons" | "home";
  readonly calls: number;
}

const KINDS = Object.keys(SHARE_OF_CALLS) as readonly DayKind[];
const EVENING: Mix = dayPlans.find(({ name }) => name === "sunday-evening")?.mix ?? ORDINARY;

/** What a school counts by itself: not a part of the calls, but so many a class, an absence, a user. */
const countedDeeds = (users: number, assumed: Assumed): readonly YearCalls[] => {
  const pupils = users * assumed.pupilShare;
  const days = daysOf("school");
  const rollCalls = (pupils / assumed.classSize) * assumed.lessonsCalled * days;
  const absences = pupils * assumed.absentShare * days;
  const at = (when: YearCalls["when"], operation: string, role: string, calls: number): YearCalls => ({
    operation,
    role,
    when,
    calls,
  });
  return [
    at("lessons", "attendance.submitRollCall", "teacher", rollCalls),
    // Some open it twice.
    at("lessons", "attendance.readRollCall", "teacher", rollCalls * 1.2),
    // Half as many come late or go to the infirmary as are absent.
    at("lessons", "attendance.recordPresence", "supervisor", absences / 2),
    at("home", "attendance.stateAbsence", "guardian", absences / 2),
    at("home", "notices.acknowledgeNotice", "guardian", (absences * assumed.guardiansTold) / 2),
    at("home", "identity.signIn", "everybody", users * assumed.signIns),
  ];
};

/** Part of the year’s calls made while lessons are given. */
export const lessonShare = (): number =>
  KINDS.reduce(
    (sum, kind) =>
      sum +
      SHARE_OF_CALLS[kind] *
        hoursOf(kind).reduce((part, share, hour) => part + (isLessonHour(kind, hour) ? share : 0), 0),
    0,
  );

/**
 * The calls of a school year: as many as the anchor says (connections × calls), of which what a school counts is counted, and the rest falls
 * as the load scenarios mix them: the ordinary mix while lessons are given, Sunday evening’s at home.
 */
export const yearCalls = (users: number, assumed: Assumed): readonly YearCalls[] => {
  const counted = countedDeeds(users, assumed);
  const all = users * assumed.connections * assumed.callsPerConnection;
  const operations = new Set(counted.map(({ operation }) => operation));
  const rest = Math.max(0, all - counted.reduce((sum, { calls }) => sum + calls, 0));
  const mixed = (when: YearCalls["when"], mix: Mix, share: number): readonly YearCalls[] => {
    const lines = linesOf(mix)
      .map(({ activity, part, share: weight }) => ({ operation: activities[activity].operation, role: part, weight }))
      .filter(({ operation }) => !operations.has(operation));
    const weights = lines.reduce((sum, { weight }) => sum + weight, 0);
    return lines.map(({ operation, role, weight }) => ({
      operation,
      role,
      when,
      calls: (rest * share * weight) / weights,
    }));
  };
  return [...counted, ...mixed("lessons", ORDINARY, lessonShare()), ...mixed("home", EVENING, 1 - lessonShare())];
};

/** Calls in all of each operation. */
export const callsByOperation = (calls: readonly YearCalls[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const { operation, calls: some } of calls) sums.set(operation, (sums.get(operation) ?? 0) + some);
  return sums;
};
