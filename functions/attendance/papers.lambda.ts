import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { makePaperDeps } from "./papers/deps.ts";
import { printAttendanceRecord, printCaseLetter } from "./papers/print-case-letter.ts";
import { printRegister } from "./papers/print-register.ts";

const operations = { printRegister, printCaseLetter, printAttendanceRecord };

export const handler = serve(attendanceContract, operations, makePaperDeps);
