import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import { handled } from "./alert.ts";
import type { AlertStore } from "./alert-store.ts";
import { alertView } from "./alert-view.ts";

interface Deps {
  readonly alerts: Pick<AlertStore, "alertsOf" | "move">;
  now(): Date;
}

/** School life has seen an alert, or closes it. It stays in the pupil's file with who did so. */
export const moveAlert: Operation<typeof attendanceContract.routes.moveAlert, Deps> = async (call, { alerts, now }) => {
  const { schoolId, pupilId, alertId } = call.params;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) };
  const known = (await alerts.alertsOf({ ...school, pupilId })).find(({ alert }) => alert.alertId === alertId);
  if (known === undefined) throw problem("not-found");
  const { to, comment } = call.body;
  const alert = handled(known.alert, to, { by: call.principal.accountId, at: now().toISOString(), comment });
  if (alert === undefined) throw problem("alert-over", { current: alertView(schoolId, known) });
  const after = { ...known, alert };
  const reply = { status: 200 as const, body: alertView(schoolId, after) };
  try {
    await alerts.move(school, after, call.remember(reply));
    return reply;
  } catch (error) {
    if (error instanceof LostRace) throw problem("version-conflict");
    throw error;
  }
};
