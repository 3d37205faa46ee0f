import { consume, on } from "@preau/runtime";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepLessonChange } from "./keep-lesson-change.ts";

export const handler = consume([on(lessonChangedV1, keepLessonChange)], makeDeps);
