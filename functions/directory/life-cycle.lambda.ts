import { onSchedule } from "@preau/runtime";
import { runLifeCycle } from "./life-cycle/run-life-cycle.ts";
import { makeSchoolDeps } from "./school-deps.ts";

export const handler = onSchedule(runLifeCycle, makeSchoolDeps);
