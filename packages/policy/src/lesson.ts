import type { Principal } from "./principal.ts";
import { followsSchoolLife, personIn } from "./school.ts";

/** Who gives a lesson: several when co-taught or replaced. */
export interface TaughtLesson {
  readonly teacherIds: readonly string[];
}

/** A roll is called by a teacher of the lesson, or by school life in their place. */
export const mayCallRoll = (principal: Principal, schoolId: string, lesson: TaughtLesson): boolean => {
  const teacher = personIn(principal, schoolId, "teacher");
  return (teacher !== undefined && lesson.teacherIds.includes(teacher)) || followsSchoolLife(principal, schoolId);
};
