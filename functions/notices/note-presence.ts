import type { Later } from "@preau/runtime/later";
import { dueAt, newsOf } from "./decide.ts";
import { withPresence } from "./news.ts";
import type { NewsStore } from "./news-store.ts";
import type { Presence } from "./notice.ts";
import type { Wake } from "./wake.ts";

interface Deps {
  readonly news: Pick<NewsStore, "change">;
  readonly later: Later<Wake>;
  now(): Date;
}

/**
 * The first version of a day can only add: it waits for the first lesson that is due. Any later one may take back what was told
 * meanwhile, and is looked at at once.
 */
const wakeAt = (presence: Presence, now: Date): Date | undefined => {
  if (presence.version > 1) return now;
  const dues = newsOf(presence).map((lesson) => dueAt(presence.day, lesson, presence.familyHoldMinutes));
  return dues.toSorted((a, b) => a.getTime() - b.getTime())[0];
};

/**
 * Notes what attendance says of a pupil's day, and has it looked at when a family may have to be told. The wake is left each time the
 * event comes, also when it is known already: whoever died between the two leaves it at the next delivery.
 */
export const notePresence = async (presence: Presence, { news, later, now }: Deps): Promise<void> => {
  const { schoolId, schoolYear, pupilId, day } = presence;
  await news.change({ schoolId, schoolYear, pupilId, day }, (line) => withPresence(line, presence));
  const at = wakeAt(presence, now());
  if (at === undefined) return;
  const seconds = (at.getTime() - now().getTime()) / 1_000;
  await later.leave({ what: { schoolId, schoolYear, pupilId, day, at: at.toISOString() }, seconds });
};
