import { serve } from "@preau/runtime";
import { attendanceContract } from "./contract.ts";
import { addFollowUp } from "./follow-up/add-follow-up.ts";
import { makeFollowUpDeps } from "./follow-up/deps.ts";
import { listFollowUps } from "./follow-up/list-follow-ups.ts";
import { readAttendanceCalendar } from "./follow-up/read-attendance-calendar.ts";
import { readPupilYears } from "./follow-up/read-pupil-years.ts";
import { readFollowUpTypes, setFollowUpTypes } from "./follow-up/set-follow-up-types.ts";
import { strikeFollowUp } from "./follow-up/strike-follow-up.ts";

const notes = { addFollowUp, listFollowUps, strikeFollowUp, readFollowUpTypes, setFollowUpTypes };
const glances = { readAttendanceCalendar, readPupilYears };

export const handler = serve(attendanceContract, { ...notes, ...glances }, makeFollowUpDeps);
