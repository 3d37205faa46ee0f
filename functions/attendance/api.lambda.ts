import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { exportPupilAttendance } from "./pupil-day/export-pupil-attendance.ts";
import { previewCounting } from "./pupil-day/preview-counting.ts";
import { readAttendanceSettings } from "./pupil-day/read-attendance-settings.ts";
import { readPupilAttendance } from "./pupil-day/read-pupil-attendance.ts";
import { readPupilDay } from "./pupil-day/read-pupil-day.ts";
import { recordPresence } from "./pupil-day/record-presence.ts";
import { setAttendanceSettings } from "./pupil-day/set-attendance-settings.ts";
import { stateAbsence } from "./pupil-day/state-absence.ts";
import { treatAbsences } from "./pupil-day/treat-absences.ts";
import { readRollCall } from "./read-roll-call.ts";
import { submitRollCall } from "./submit-roll-call.ts";

const rollCalls = { readRollCall, submitRollCall };
const pupils = {
  recordPresence,
  stateAbsence,
  treatAbsences,
  readPupilAttendance,
  exportPupilAttendance,
  readPupilDay,
};
const decisions = { readAttendanceSettings, setAttendanceSettings, previewCounting };

export const handler = serve(attendanceContract, { ...rollCalls, ...pupils, ...decisions }, makeDeps);
