import * as z from "zod";

/**
 * Roles a person may hold in a school. Two stand above the schools: `operator` runs a territory, `authority` works for a region, a
 * department or a commune.
 */
export const ROLES = [
  "pupil",
  "guardian",
  "teacher",
  "librarian",
  "cpe",
  "supervisor",
  "head",
  "office",
  "operator",
  "authority",
] as const;

/** Held under `territory` in place of a UAI. */
export const ABOVE_SCHOOLS = ["operator", "authority"] as const satisfies readonly Role[];

export type Role = (typeof ROLES)[number];
export const Role = z
  .enum(ROLES)
  .meta({ id: "Role", description: "What a person is in a school", examples: ["teacher"] });

/** Everybody who works in a school. */
export const STAFF_ROLES = [
  "teacher",
  "librarian",
  "cpe",
  "supervisor",
  "head",
  "office",
] as const satisfies readonly Role[];

/** Everybody who belongs to a school. */
export const MEMBER_ROLES = ["pupil", "guardian", ...STAFF_ROLES] as const satisfies readonly Role[];

/** The roles of `vie scolaire`: those who follow attendance for the whole school. */
export const SCHOOL_LIFE = ["cpe", "supervisor", "head"] as const satisfies readonly Role[];
