import type { Heard, HeardByFamilies, Read } from "./heard.ts";
import { MINUTE, SECOND } from "./play.ts";
import { heldBetween, type LessonTimeline, stretchesOf } from "./timeline.ts";
import type { Standing } from "./what-stands.ts";

/** What the simulated school keeps to itself after a lesson has begun: the usual setting. */
const HOLD_MS = 15 * MINUTE;
/** The bar of the project for what is true. */
const PROMPT_MS = 120 * SECOND;
/** What was true when a run looked may be corrected before it leaves: runs last ten seconds at most. */
export const RUN_MS = 10 * SECOND;
const AFFIRMED = ["absent", "late", "left"] as const;

const isNews = ({ announced, justified }: Standing): boolean => !announced && !justified;

/** Whether a guardian reads, at an instant, that a lesson was missed in that way. */
export const reads = (heard: readonly Heard[], at: number, lessonId: string, state: string): boolean =>
  heard.some(({ read }) => {
    const standing = read.findLast((one) => one.at <= at);
    return standing?.lessons.some((one) => one.lessonId === lessonId && one.state === state && !one.disputed) ?? false;
  });

const firstRead = (heard: readonly Heard[], after: number, lessonId: string, state: string): number =>
  Math.min(
    ...heard.flatMap(({ read }) =>
      read
        .filter(
          ({ at, lessons }) =>
            at >= after && lessons.some((one) => one.lessonId === lessonId && one.state === state && !one.disputed),
        )
        .map(({ at }) => at),
    ),
    Number.POSITIVE_INFINITY,
  );

/** Schools wake telephones on working days between seven and eight in the evening, Paris time; November is an hour ahead of UTC. */
const isHushed = (at: number): boolean => {
  const paris = new Date(at + 60 * MINUTE);
  return paris.getUTCDay() % 6 === 0 || paris.getUTCHours() < 7 || paris.getUTCHours() >= 20;
};

/** How long it took until a guardian was told, by the list and, of something new in school hours, by each channel. */
const delayOf = (heard: readonly Heard[], due: number, lessonId: string, state: string): number => {
  const told = firstRead(heard, due - PROMPT_MS, lessonId, state);
  const isNewHalf = !heard.some(({ read }) => (read.findLast(({ at }) => at < told)?.lessons.length ?? 0) > 0);
  if (!isNewHalf || isHushed(due) || isHushed(due + PROMPT_MS)) return told - due;
  const alerted = ["push", "mail"].map((channel) =>
    Math.min(
      ...heard.flatMap(({ sent }) =>
        sent.filter((one) => one.channel === channel && one.at >= told).map(({ at }) => at),
      ),
      Number.POSITIVE_INFINITY,
    ),
  );
  return Math.max(told, ...alerted) - due;
};

/** What a guardian had a right to hear of a pupil at a lesson, and when they did. */
export const judgeNews = (
  { lesson, begins, ...timeline }: LessonTimeline,
  heard: readonly Heard[],
  isEntitled: (at: number) => boolean,
) => {
  const tally = { due: 0, onTime: 0, late: 0, missing: 0, delays: [] as number[] };
  for (const state of AFFIRMED)
    for (const { from, to } of stretchesOf(
      { lesson, begins, ...timeline },
      (one) => one.state === state && isNews(one),
    )) {
      const due = Math.max(from, begins + HOLD_MS);
      const until = due + PROMPT_MS;
      if (to <= until || !isEntitled(due) || !isEntitled(until) || reads(heard, due - 1, lesson.lessonId, state))
        continue;
      const delay = delayOf(heard, due, lesson.lessonId, state);
      tally.due += 1;
      if (delay <= PROMPT_MS) tally.onTime += 1;
      else if (due + delay < to) tally.late += 1;
      else tally.missing += 1;
      if (due + delay < to) tally.delays.push(Math.max(0, delay));
    }
  return tally;
};

const differs = (before: Read | undefined, lessonId: string, state: string): boolean =>
  !before?.lessons.some((one) => one.lessonId === lessonId && one.state === state && !one.disputed);

/** What one guardian was told wrongly: nothing said affirmed it, it was not due yet, or it was none of their business any more. */
export const judgeTruth = (
  { guardianId, pupilId, read, sent }: Heard,
  timelineOf: (lessonId: string) => LessonTimeline | undefined,
  { isEntitled }: Pick<HeardByFamilies, "isEntitled">,
) => {
  const tally = { false: 0, overtaken: 0 };
  const check = ({ at, lessons }: Read, before: Read | undefined): void => {
    const fresh = lessons.filter(({ lessonId, state, disputed }) => !disputed && differs(before, lessonId, state));
    for (const { lessonId, state } of fresh) {
      const timeline = timelineOf(lessonId);
      const wasSaid = before?.lessons.some((one) => one.lessonId === lessonId) ?? false;
      const isTrue = (one: Standing) => one.state === state && (wasSaid || isNews(one));
      const held = timeline !== undefined && heldBetween(timeline, at - RUN_MS, at, isTrue);
      const isDue = timeline !== undefined && at >= timeline.begins + HOLD_MS;
      if (!held || !isDue || !isEntitled(guardianId, pupilId, at - RUN_MS)) tally.false += 1;
      else if (!heldBetween(timeline, at, at, isTrue)) tally.overtaken += 1;
    }
    const gone = (before?.lessons ?? []).filter(
      ({ lessonId, state }) => !lessons.some((one) => one.lessonId === lessonId && one.state === state),
    );
    for (const { lessonId, state } of gone) {
      const timeline = timelineOf(lessonId);
      if (timeline !== undefined && !heldBetween(timeline, at - RUN_MS, at, (one) => one.state !== state))
        tally.false += 1;
    }
  };
  for (const [index, one] of read.entries()) check(one, read[index - 1]);
  for (const { at, lessons } of sent)
    for (const { lessonId, state, disputed } of lessons) {
      const timeline = timelineOf(lessonId);
      const held = timeline !== undefined && heldBetween(timeline, at - RUN_MS, at, (one) => one.state === state);
      if (!disputed && (!held || !isEntitled(guardianId, pupilId, at - RUN_MS))) tally.false += 1;
    }
  return tally;
};
