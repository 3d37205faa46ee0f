import { serve } from "@preau/runtime";
import { readBoard } from "./board/read-board.ts";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { readRegisters } from "./registers/read-registers.ts";
import { remindTeacher } from "./registers/remind-teacher.ts";
import { saveDraft } from "./registers/save-draft.ts";

export const handler = serve(attendanceContract, { readBoard, readRegisters, remindTeacher, saveDraft }, makeDeps);
