import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { exportAttendanceStatistics, readAttendanceStatistics } from "./statistics/read-statistics.ts";
import { makeFollowingDeps } from "./tallies/deps.ts";

const operations = { readAttendanceStatistics, exportAttendanceStatistics };

export const handler = serve(attendanceContract, operations, makeFollowingDeps);
