import type { Lesson } from "@preau/calendar";
import type { Standing } from "./what-stands.ts";

/** What a register kept by hand adds up to. */
export interface PaperCount {
  readonly justified: number;
  readonly unjustified: number;
  readonly lateness: number;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const NOON = 12 * 60;

/** Half-days with a lesson missed: a cross in the column of the morning or of the afternoon, wherever most of the lesson lies. */
export const countOnPaper = (
  lessons: readonly { readonly lesson: Lesson; readonly standing: Standing }[],
): PaperCount => {
  const columns = new Map<string, boolean>();
  let lateness = 0;
  for (const { lesson, standing } of lessons) {
    if (!standing.counts) continue;
    if (standing.state === "late") lateness += 1;
    if (standing.state !== "absent") continue;
    const beforeNoon = Math.max(0, NOON - minutesOf(lesson.start));
    const afterNoon = Math.max(0, minutesOf(lesson.end) - NOON);
    const column = `${lesson.day} ${beforeNoon >= afterNoon ? "morning" : "afternoon"}`;
    columns.set(column, (columns.get(column) ?? true) && standing.justified);
  }
  const excused = [...columns.values()].filter(Boolean).length;
  return { justified: excused, unjustified: columns.size - excused, lateness };
};
