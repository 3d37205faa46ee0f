import { publish } from "@preau/runtime/publish";
import { lessonEvents } from "./publish-lessons.ts";

export const handler = publish("timetable", lessonEvents);
