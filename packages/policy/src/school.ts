import { problem, type Role, SCHOOL_LIFE } from "@preau/contract";
import type { Principal } from "./principal.ts";

/** The roles held in a school. */
export const rolesIn = (principal: Principal, schoolId: string): readonly Role[] =>
  principal.memberships.filter((one) => one.schoolId === schoolId).map((one) => one.role);

/** The person the account is in a school under a role, if it holds it. */
export const personIn = (principal: Principal, schoolId: string, role: Role): string | undefined =>
  principal.memberships.find((one) => one.schoolId === schoolId && one.role === role)?.personId;

/**
 * The first of the two steps of authorisation: the role on the route.
 * A stranger to the school gets `not-found` (the school's existence is none of their business); a member without the role `forbidden`.
 * Routes without a school ask only that the role be held somewhere.
 */
export const requireRole = (principal: Principal, roles: readonly Role[], schoolId: string | undefined): void => {
  const held = schoolId === undefined ? principal.memberships.map((one) => one.role) : rolesIn(principal, schoolId);
  if (held.some((role) => roles.includes(role))) return;
  throw problem(schoolId !== undefined && held.length === 0 ? "not-found" : "forbidden");
};

/** Whether the account follows attendance for the whole school (CPE, supervisor, head). */
export const followsSchoolLife = (principal: Principal, schoolId: string): boolean =>
  rolesIn(principal, schoolId).some((role) => (SCHOOL_LIFE as readonly Role[]).includes(role));
