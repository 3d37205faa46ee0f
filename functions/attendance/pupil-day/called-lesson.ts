import type { Lesson } from "@preau/calendar";
import { type Register, stateOf } from "../register.ts";
import type { CalledLesson } from "./presence.ts";

/** What the register of a lesson says of one pupil. Whoever was called and never marked was there. */
export const calledLesson = (lesson: Lesson, register: Register | undefined, pupilId: string): CalledLesson => {
  const { lessonId, start, end, subject } = lesson;
  const head = { lessonId, start, end, subject: subject.label, version: register?.version ?? 0 };
  if (register === undefined || !register.calledIds.includes(pupilId)) return { ...head, status: "unknown" };
  const state = stateOf(register).get(pupilId);
  if (state === undefined) return { ...head, status: "present" };
  return state.status === "late"
    ? { ...head, status: "late", minutesLate: state.minutesLate }
    : { ...head, status: state.status };
};
