import { serve } from "@preau/runtime";
import { timetableContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { importTimetable } from "./import-timetable.ts";

export const handler = serve(timetableContract, { importTimetable }, makeDeps);
