import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import { shownSettings } from "./read-attendance-settings.ts";
import type { Settings } from "./settings.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly settings: SettingsStore;
  now(): Date;
}

/** Decides for the year how absences are followed. What was counted before says by which version; nothing is counted again by itself. */
export const setAttendanceSettings: Operation<typeof attendanceContract.routes.setAttendanceSettings, Deps> = async (
  call,
  { settings, now },
) => {
  const { schoolId } = call.params;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) };
  const { version, counting, ...rest } = call.body;
  const next: Settings = { ...rest, counting: { ...counting }, version: version + 1, setAt: now().toISOString() };
  const reply = { status: 200 as const, body: shownSettings(schoolId, next) };
  try {
    await settings.set(school, next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: shownSettings(schoolId, await settings.current(school)) });
  }
};
