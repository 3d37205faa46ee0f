import type { Heard } from "./heard.ts";
import { SECOND } from "./play.ts";
import { type LessonTimeline, stretchesOf } from "./timeline.ts";

/** The bar of the project for what is no longer true. */
const PROMPT_MS = 60 * SECOND;

interface Shown {
  readonly lessonId: string;
  readonly state: string;
  readonly from: number;
  readonly to: number;
}

/** How long each lesson stood in what a guardian reads. */
const shownIn = ({ read }: Heard): readonly Shown[] => {
  const shown: Shown[] = [];
  for (const [index, { at, lessons }] of read.entries())
    for (const { lessonId, state } of lessons) {
      const isIn = (one: { lessonId: string; state: string }) => one.lessonId === lessonId && one.state === state;
      if (read[index - 1]?.lessons.some(isIn)) continue;
      const gone = read.slice(index).find((one) => !one.lessons.some(isIn));
      shown.push({ lessonId, state, from: at, to: gone?.at ?? Number.POSITIVE_INFINITY });
    }
  return shown;
};

/** When a channel that told it has said that it is not so. */
const takenBack = ({ sent }: Heard, { lessonId, state, to }: Shown): number => {
  const tells = (one: Heard["sent"][number]) =>
    one.lessons.some((told) => told.lessonId === lessonId && told.state === state);
  const channels = new Set(sent.filter((one) => tells(one) && one.at < to + PROMPT_MS).map(({ channel }) => channel));
  return Math.max(
    0,
    ...[...channels].map(
      (channel) =>
        sent.find((one) => one.channel === channel && one.at >= to && !tells(one))?.at ?? Number.POSITIVE_INFINITY,
    ),
  );
};

/** Of everything that one guardian was told and that ceased to be so: how long until they knew, by every way that had told them. */
export const judgeCorrections = (
  heard: Heard,
  timelineOf: (lessonId: string) => LessonTimeline | undefined,
  isEntitled: (at: number) => boolean,
) => {
  const tally = { corrections: 0, lateCorrections: 0, correctionDelays: [] as number[] };
  for (const shown of shownIn(heard)) {
    const timeline = timelineOf(shown.lessonId);
    if (timeline === undefined) continue;
    for (const wrong of stretchesOf(timeline, ({ state }) => state !== shown.state && state !== "conflict")) {
      const from = Math.max(wrong.from, shown.from);
      if (from >= shown.to || wrong.to - from <= PROMPT_MS || !isEntitled(from + PROMPT_MS)) continue;
      const delay = Math.max(shown.to, takenBack(heard, shown)) - from;
      tally.corrections += 1;
      if (delay > PROMPT_MS) tally.lateCorrections += 1;
      tally.correctionDelays.push(delay);
      break;
    }
  }
  return tally;
};

/** What left twice by the same way. */
export const judgeDoubles = ({ sent }: Heard) => {
  const tally = { doubled: 0, repeated: 0 };
  for (const [index, { channel, entries }] of sent.entries()) {
    const before = sent.slice(0, index).filter((one) => one.channel === channel && one.entries === entries);
    if (before.length === 0) continue;
    if (before.every(({ run }) => run.isLost)) tally.repeated += 1;
    else tally.doubled += 1;
  }
  return tally;
};
