import { Day, PersonId, SchoolId } from "@preau/contract";
import * as z from "zod";
import { totalAttendance } from "./statistics/total-attendance.ts";
import { makeFollowingDeps } from "./tallies/deps.ts";

const Question = z.object({
  schoolId: SchoolId,
  schoolYear: z.int(),
  pupilIds: z.array(PersonId).max(40),
  from: Day,
  to: Day,
});
const deps = makeFollowingDeps();

/** Asked by functions of other capabilities, never over HTTP: only those whose manifest says that they invoke it may. */
export const handler = async (question: unknown) => totalAttendance(Question.parse(question), deps);
