import { consume, on } from "@preau/runtime";
import { yearMovedV1 } from "../../events/year-moved.v1.ts";
import { makeSchoolDeps } from "./school-deps.ts";
import { announceYear } from "./school-year/announce-year.ts";

export const handler = consume([on(yearMovedV1, announceYear)], makeSchoolDeps);
