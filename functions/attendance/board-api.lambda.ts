import { serve } from "@preau/runtime";
import { readBoard } from "./board/read-board.ts";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";

export const handler = serve(attendanceContract, { readBoard }, makeDeps);
