import { serve } from "@preau/runtime";
import { listAbsenceCases, readAbsenceCase } from "./alerts/list-absence-cases.ts";
import { listAlerts } from "./alerts/list-alerts.ts";
import { listPupilAlerts } from "./alerts/list-pupil-alerts.ts";
import { moveAlert } from "./alerts/move-alert.ts";
import { recordCaseStep } from "./alerts/record-case-step.ts";
import { readThresholds, setThresholds } from "./alerts/set-thresholds.ts";
import { attendanceContract } from "./contract.ts";
import { makeFollowingDeps } from "./tallies/deps.ts";

const alerts = { listAlerts, listPupilAlerts, moveAlert, readThresholds, setThresholds };
const cases = { listAbsenceCases, readAbsenceCase, recordCaseStep };

export const handler = serve(attendanceContract, { ...alerts, ...cases }, makeFollowingDeps);
