import type { Payload } from "@preau/contract";
import { consume, on } from "@preau/runtime";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepLessons } from "./keep-lessons.ts";
import { keepPlan } from "./registers/keep-plan.ts";

type Deps = ReturnType<typeof makeDeps>;

const keep = async (published: Payload<typeof lessonsPublishedV1>, deps: Deps): Promise<void> => {
  await Promise.all([keepLessons(published, deps), keepPlan(published, deps)]);
};

export const handler = consume([on(lessonsPublishedV1, keep)], makeDeps);
