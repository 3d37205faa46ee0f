import { aPerson } from "../../../../test/support/people.ts";
import { children, motherId, schoolId, teacherId } from "./school.ts";

export const teacher = aPerson("teacher", schoolId, teacherId);
export const parentOfTwo = aPerson(
  "guardian",
  schoolId,
  motherId,
  children.map(({ pupilId }) => pupilId),
);
