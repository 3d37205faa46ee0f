import type { Payload } from "@preau/contract";
import { consume, on } from "@preau/runtime";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepLessonChange } from "./keep-lessons.ts";
import { keepDayChange } from "./registers/keep-plan.ts";

type Deps = ReturnType<typeof makeDeps>;

const keep = async (changed: Payload<typeof lessonChangedV1>, deps: Deps): Promise<void> => {
  await Promise.all([keepLessonChange(changed, deps), keepDayChange(changed, deps)]);
};

export const handler = consume([on(lessonChangedV1, keep)], makeDeps);
