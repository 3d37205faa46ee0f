import { isDeepStrictEqual } from "node:util";
import type { Payload } from "@preau/contract";
import { overRaces } from "@preau/store";
import type { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { figuresOf } from "./figures.ts";
import type { PupilFigures, TallyStore } from "./tally-store.ts";

type PresenceChanged = Payload<typeof presenceChangedV1>;

interface Deps {
  readonly tallies: Pick<TallyStore, "monthOf" | "figuresOf" | "keepFigures">;
  readonly settings: Pick<SettingsStore, "current">;
}

/** Recounts of one pupil that meet each other are done again. */
const ATTEMPTS = 6;

/**
 * Counts again the month of a day that changed, and no other. The figures are read before the month and written over the version that was
 * read: of two recounts at the same instant the later one is done again, and sees both days.
 */
export const recount = async (
  { schoolId, schoolYear, pupilId, className, day }: PresenceChanged,
  { tallies, settings }: Deps,
): Promise<PupilFigures> => {
  const key = { schoolId, schoolYear, pupilId };
  const month = day.slice(0, 7);
  const decided = await settings.current(key);
  return overRaces(ATTEMPTS, async () => {
    const known = await tallies.figuresOf(key);
    const counted = figuresOf(await tallies.monthOf(key, month), decided);
    if (known !== undefined && isDeepStrictEqual(known.months[month], counted)) return known;
    const figures = { version: (known?.version ?? 0) + 1, className, months: { ...known?.months, [month]: counted } };
    await tallies.keepFigures(key, figures);
    return figures;
  });
};
