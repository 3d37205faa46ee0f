import { Day, PersonId, SchoolId } from "@preau/contract";
import * as z from "zod";
import { makeDeps } from "./deps.ts";
import { summarizeAbsences } from "./pupil-day/summarize-absences.ts";

const Question = z.object({
  schoolId: SchoolId,
  schoolYear: z.int(),
  pupilIds: z.array(PersonId).max(60),
  from: Day,
  to: Day,
});
const deps = makeDeps();

/** Asked by functions of other capabilities, never over HTTP: only those whose manifest says that they invoke it may. */
export const handler = async (question: unknown) => summarizeAbsences(Question.parse(question), deps);
