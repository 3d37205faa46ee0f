import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { exportPupilAttendance } from "./pupil-day/export-pupil-attendance.ts";
import { previewCounting } from "./pupil-day/preview-counting.ts";
import { readAttendanceSettings } from "./pupil-day/read-attendance-settings.ts";
import { readPupilAttendance } from "./pupil-day/read-pupil-attendance.ts";
import { readPupilDay } from "./pupil-day/read-pupil-day.ts";
import { setAttendanceSettings } from "./pupil-day/set-attendance-settings.ts";
import { stateAbsence } from "./pupil-day/state-absence.ts";
import { treatAbsences } from "./pupil-day/treat-absences.ts";

const files = { readPupilAttendance, exportPupilAttendance, readPupilDay, stateAbsence, treatAbsences };
const decisions = { readAttendanceSettings, setAttendanceSettings, previewCounting };

export const handler = serve(attendanceContract, { ...files, ...decisions }, makeDeps);
