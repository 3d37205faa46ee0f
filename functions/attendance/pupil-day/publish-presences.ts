import type { Payload } from "@preau/contract";
import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import type { DayStore, KeptPresence } from "./day-store.ts";
import { partOf } from "./half-days.ts";
import type { PupilDayKey } from "./keep-presence.ts";
import type { Settings } from "./settings.ts";
import type { SettingsStore } from "./settings-store.ts";

/** A fold as others hear of it: each lesson with its half of the day, and how long the school keeps it to itself. */
export const presencePayload = (
  { day, ...key }: PupilDayKey,
  { version, presence }: { readonly version: number; readonly presence: KeptPresence },
  { familyHoldMinutes, counting }: Pick<Settings, "familyHoldMinutes" | "counting">,
): Payload<typeof presenceChangedV1> => {
  const lessons = presence.lessons.map((lesson) => ({ ...lesson, half: partOf(lesson, counting) }));
  return presenceChangedV1.schema.parse({ ...key, ...presence, day, version, familyHoldMinutes, lessons });
};

/** Each fold that was kept leaves once, as the whole of the pupil's day. */
export const presenceEvents =
  ({ readPresence }: Pick<DayStore, "readPresence">, { current }: Pick<SettingsStore, "current">) =>
  async (changes: readonly Change[]): Promise<readonly Outgoing[]> => {
    const folds = changes.flatMap(({ entity, after }) =>
      entity === "presence" && after !== undefined ? [readPresence(after)] : [],
    );
    const schools = new Map<string, ReturnType<typeof current>>();
    return Promise.all(
      folds.map(async ({ version, presence, schoolId, schoolYear, pupilId, day }) => {
        const school = `${schoolId} ${schoolYear}`;
        const settings = schools.get(school) ?? current({ schoolId, schoolYear });
        schools.set(school, settings);
        const key = { schoolId, schoolYear, pupilId, day };
        return outgoing(presenceChangedV1, presencePayload(key, { version, presence }, await settings));
      }),
    );
  };
