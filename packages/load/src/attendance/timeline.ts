import type { Lesson } from "@preau/calendar";
import type { Ground } from "./ground.ts";
import { instantAt } from "./school.ts";
import { type Standing, whatStood } from "./what-stands.ts";

/** A stretch of time, in epoch milliseconds, during which the same thing stood of a pupil at a lesson. */
export interface Stood {
  readonly from: number;
  readonly to: number;
  readonly standing: Standing;
}

export interface LessonTimeline {
  readonly lesson: Lesson;
  readonly begins: number;
  readonly stretches: readonly Stood[];
}

/** What stood of a pupil at a lesson, from the first thing said to the end of time. */
export const timelineOf = (ground: Ground, pupilId: string, lesson: Lesson): LessonTimeline => {
  const { lessonId, day, start } = lesson;
  const said = [...ground.rollCallsOf(lessonId), ...ground.saidOf(pupilId, day), ...ground.changesOf(lessonId)];
  const instants = [...new Set(said.map(({ at }) => at))].sort((a, b) => a - b);
  const stretches = instants.map((from, index) => ({
    from,
    to: instants[index + 1] ?? Number.POSITIVE_INFINITY,
    standing: whatStood(ground, pupilId, lesson, from),
  }));
  return { lesson, begins: instantAt(day, start), stretches };
};

/** Whether something held at an instant at least between two of them. */
export const heldBetween = (
  { stretches }: LessonTimeline,
  from: number,
  to: number,
  holds: (one: Standing) => boolean,
): boolean => stretches.some((one) => one.from <= to && from < one.to && holds(one.standing));

/** The longest stretches during which something held without a break. */
export const stretchesOf = ({ stretches }: LessonTimeline, holds: (one: Standing) => boolean) => {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to, standing } of stretches) {
    if (!holds(standing)) continue;
    const last = joined.at(-1);
    if (last?.to === from) last.to = to;
    else joined.push({ from, to });
  }
  return joined;
};
