import { Day, PersonId, SchoolId } from "@preau/contract";
import * as z from "zod";
import { makeDeps } from "./deps.ts";
import { confirmPresence } from "./pupil-day/confirm-presence.ts";

const Question = z.object({ schoolId: SchoolId, schoolYear: z.int(), pupilId: PersonId, day: Day });
const deps = makeDeps();

/** Asked by functions of other capabilities, never over HTTP: only those whose manifest says that they invoke it may. */
export const handler = async (question: unknown) => confirmPresence(Question.parse(question), deps);
