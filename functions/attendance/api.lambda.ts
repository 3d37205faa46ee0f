import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { recordPresence } from "./pupil-day/record-presence.ts";
import { readRollCall } from "./read-roll-call.ts";
import { submitRollCall } from "./submit-roll-call.ts";

export const handler = serve(attendanceContract, { readRollCall, submitRollCall, recordPresence }, makeDeps);
