import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { Settings } from "./settings.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
}

/** Settings as the API shows them: lists of their own. */
export const shownSettings = (schoolId: string, settings: Settings) => ({
  schoolId,
  ...settings,
  counting: { ...settings.counting },
  closures: [...settings.closures],
  reasons: [...settings.reasons],
});

/** How the school follows absences this year. */
export const readAttendanceSettings: Operation<typeof attendanceContract.routes.readAttendanceSettings, Deps> = async (
  { params: { schoolId } },
  { settings, now },
) => {
  const schoolYear = schoolYearOf(schoolTimeOf(now()).day);
  return { status: 200, body: shownSettings(schoolId, await settings.current({ schoolId, schoolYear })) };
};
