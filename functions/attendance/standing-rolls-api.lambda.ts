import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { readStandingCall, submitStandingCall } from "./standing-rolls/call-roll.ts";
import { changeStandingRoll, createStandingRoll, listStandingRolls } from "./standing-rolls/change-roll.ts";

const rolls = { createStandingRoll, changeStandingRoll, listStandingRolls };
const calls = { readStandingCall, submitStandingCall };

export const handler = serve(attendanceContract, { ...rolls, ...calls }, makeDeps);
