import { serve } from "@preau/runtime";
import { makeArchiveDeps } from "./archive/deps.ts";
import { exportAttendance } from "./archive/export-attendance.ts";
import { attendanceContract } from "./contract.ts";

export const handler = serve(attendanceContract, { exportAttendance }, makeArchiveDeps);
