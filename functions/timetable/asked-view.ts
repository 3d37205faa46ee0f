import { type PersonId, problem } from "@preau/contract";
import { STAFF_ROLES } from "@preau/contract/role";
import { isGuardianOf, type Principal, personIn, rolesIn } from "@preau/policy";
import type * as z from "zod";
import type { timetableContract } from "./contract.ts";

type Query = z.output<typeof timetableContract.routes.readLessons.query>;

/** Whose lessons are meant: one timetable, or those of all the classes and groups of a pupil. */
export type Asked =
  | { readonly viewId: string; readonly pupilId?: undefined }
  | { readonly pupilId: PersonId; readonly viewId?: undefined };

const choose = (field: string, message: string) =>
  problem("invalid-request", { errors: [{ field: `query.${field}`, message }] });

/** Whoever works in the school may read every timetable: a CPE looks for a class, a teacher for a colleague. */
const isStaff = (principal: Principal, schoolId: string): boolean =>
  rolesIn(principal, schoolId).some((role) => (STAFF_ROLES as readonly string[]).includes(role));

const own = (principal: Principal, schoolId: string): Asked => {
  const teacher = personIn(principal, schoolId, "teacher");
  if (teacher !== undefined) return { viewId: teacher };
  if (isStaff(principal, schoolId))
    throw choose("audienceId", "Choisissez une classe, un groupe, un enseignant, une salle ou un élève.");
  const pupil = principal.memberships.find((one) => one.schoolId === schoolId && one.role === "pupil");
  if (pupil !== undefined) return { pupilId: pupil.personId };
  const [child, ...others] = principal.children.filter((one) => one.schoolId === schoolId);
  if (child === undefined || others.length > 0) throw choose("pupilId", "Choisissez l’enfant.");
  return { pupilId: child.pupilId };
};

/**
 * Whose timetable the caller may read: staff, any of the school; a pupil, their own; a guardian, that of their children.
 * Without a choice: their own. What a family may not read does not exist for it.
 */
export const askedView = (principal: Principal, schoolId: string, query: Query): Asked => {
  const { audienceId, teacherId, roomId, pupilId } = query;
  const [viewId, ...others] = [audienceId, teacherId, roomId, pupilId].filter((id) => id !== undefined);
  if (viewId === undefined) return own(principal, schoolId);
  if (others.length > 0) throw choose("pupilId", "Choisissez un seul emploi du temps à la fois.");
  if (pupilId === undefined) {
    if (isStaff(principal, schoolId)) return { viewId };
    throw problem("not-found");
  }
  const self = personIn(principal, schoolId, "pupil") === pupilId;
  if (self || isStaff(principal, schoolId) || isGuardianOf(principal, schoolId, pupilId)) return { pupilId };
  throw problem("not-found");
};
