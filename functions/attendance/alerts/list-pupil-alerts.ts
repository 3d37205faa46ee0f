import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { AlertStore } from "./alert-store.ts";
import { alertView } from "./alert-view.ts";

interface Deps {
  readonly alerts: Pick<AlertStore, "alertsOf">;
  now(): Date;
}

/** The alerts of a pupil, closed ones too, the latest period first. */
export const listPupilAlerts: Operation<typeof attendanceContract.routes.listPupilAlerts, Deps> = async (
  { params: { schoolId, pupilId }, query },
  { alerts, now },
) => {
  const schoolYear = query.schoolYear ?? schoolYearOf(schoolTimeOf(now()).day);
  const known = [...(await alerts.alertsOf({ schoolId, schoolYear, pupilId }))];
  known.sort((a, b) => (a.alert.period > b.alert.period ? -1 : 1));
  return { status: 200, body: { items: known.map((one) => alertView(schoolId, one)) } };
};
