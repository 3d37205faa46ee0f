import { personIdOf } from "@preau/contract/derive-id";
import { aPerson } from "../../../../test/support/people.ts";
import { children, motherId, schoolId, teacherId } from "./school.ts";

/** Whoever may still call the roll of lessons long past. */
export const cpe = aPerson("cpe", schoolId, personIdOf("TEST", "cpe"));
export const teacher = aPerson("teacher", schoolId, teacherId);
export const parentOfTwo = aPerson(
  "guardian",
  schoolId,
  motherId,
  children.map(({ pupilId }) => pupilId),
);
