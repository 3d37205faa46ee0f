import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "../pupil-day/day-store.ts";
import { familyView } from "../pupil-day/pupil-file.ts";
import { readsAs } from "../pupil-day/read-pupil-attendance.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { monthCalendar } from "./month-calendar.ts";
import type { WeekStore } from "./week-store.ts";

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf" | "presencesOf">;
  readonly weeks: WeekStore;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
}

/** A month of a pupil at a glance. A family sees of it what it sees of the file. */
export const readAttendanceCalendar: Operation<typeof attendanceContract.routes.readAttendanceCalendar, Deps> = async (
  { principal, params, query },
  { days, weeks, settings, now },
) => {
  const { schoolId, pupilId } = params;
  const reader = readsAs(principal, schoolId, pupilId);
  const today = schoolTimeOf(now()).day;
  const month = query.month ?? today.slice(0, 7);
  const key = { schoolId, schoolYear: schoolYearOf(`${month}-01`), pupilId };
  const [memberships, kept, rule] = await Promise.all([
    days.membershipsOf(key),
    days.presencesOf(key, `${month}-01`, `${month}-31`),
    settings.current(key),
  ]);
  if (memberships.length === 0) throw problem("not-found");
  const audienceIds = memberships.map(({ audienceId }) => audienceId);
  const slots = await weeks.slotsOf(key, audienceIds);
  const seen = reader === "school" ? kept : familyView(kept, rule, now());
  return {
    status: 200,
    body: { ...params, month, days: [...monthCalendar(month, { kept: seen, slots, rule, today })] },
  };
};
