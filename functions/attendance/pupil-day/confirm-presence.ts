import type { Payload } from "@preau/contract";
import type { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import type { DayStore } from "./day-store.ts";
import { type PupilDayKey, settlePresence } from "./keep-presence.ts";
import { presencePayload } from "./publish-presences.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly days: Pick<DayStore, "presenceOn" | "sourcesOf" | "keepPresence">;
  readonly settings: Pick<SettingsStore, "current">;
}

/**
 * What the school says of a pupil's day now, all that was committed before the question considered: asked just before a family is told.
 * Null for somebody who attends no class.
 */
export const confirmPresence = async (
  key: PupilDayKey,
  { days, settings }: Deps,
): Promise<Payload<typeof presenceChangedV1> | null> => {
  const [standing, decided] = await Promise.all([settlePresence(key, { days }), settings.current(key)]);
  return standing === undefined ? null : presencePayload(key, standing, decided);
};
