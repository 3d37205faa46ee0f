import { consume, on } from "@preau/runtime";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepLessons } from "./keep-lessons.ts";

export const handler = consume([on(lessonsPublishedV1, keepLessons)], makeDeps);
