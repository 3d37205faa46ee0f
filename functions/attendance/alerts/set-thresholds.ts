import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import type { AlertStore } from "./alert-store.ts";
import { nationalThresholds, type Thresholds } from "./threshold.ts";

interface Deps {
  readonly alerts: Pick<AlertStore, "thresholds" | "setThresholds">;
  now(): Date;
}

const view = (schoolId: string, { version, thresholds }: Thresholds) => ({
  schoolId,
  version,
  thresholds: [...thresholds],
  national: [...nationalThresholds],
});

/** What is watched in the school this year. */
export const readThresholds: Operation<typeof attendanceContract.routes.readThresholds, Deps> = async (
  { params: { schoolId } },
  { alerts, now },
) => {
  const schoolYear = schoolYearOf(schoolTimeOf(now()).day);
  return { status: 200, body: view(schoolId, await alerts.thresholds({ schoolId, schoolYear })) };
};

/** Decides what is watched beside the thresholds of the law. Alerts already raised stay until the pupil is weighed again. */
export const setThresholds: Operation<typeof attendanceContract.routes.setThresholds, Deps> = async (
  call,
  { alerts, now },
) => {
  const { schoolId } = call.params;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) };
  const next: Thresholds = { ...call.body, version: call.body.version + 1 };
  const reply = { status: 200 as const, body: view(schoolId, next) };
  try {
    await alerts.setThresholds(school, next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: view(schoolId, await alerts.thresholds(school)) });
  }
};
