import type { DayStore, PupilKey } from "./day-store.ts";
import { countOf, familyView } from "./pupil-file.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly days: Pick<DayStore, "presencesOf">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
}

interface Question extends Omit<PupilKey, "pupilId"> {
  readonly pupilIds: readonly string[];
  readonly from: string;
  readonly to: string;
}

/**
 * What families may be told of the absences of some pupils over a stretch of days: the figures of their file, by the one count, and the
 * lessons behind them. 0.5 RRU a pupil for twenty days with something to say.
 */
export const summarizeAbsences = async ({ pupilIds, from, to, ...school }: Question, { days, settings, now }: Deps) => {
  const decided = await settings.current(school);
  return Promise.all(
    pupilIds.map(async (pupilId) => {
      const kept = await days.presencesOf({ ...school, pupilId }, from, to);
      const seen = familyView(kept, decided, now());
      const { unit, justified, unjustified, lateness, halfDays } = countOf(seen, decided);
      const lessons = seen.flatMap(({ day, presence }) =>
        presence.lessons
          .filter(({ state, counts }) => state === "absent" && counts)
          .map(({ start, end, subject }) => ({ day, start, end, subject })),
      );
      return { pupilId, unit, justified, unjustified, lateness, halfDays, lessons };
    }),
  );
};
