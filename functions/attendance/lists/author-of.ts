import { type Principal, rolesIn } from "@preau/policy";

const RANK = ["head", "cpe", "supervisor", "office"] as const;

/** Who says it, in the highest of their roles in the school's office. */
export const authorOf = (principal: Principal, schoolId: string) => ({
  by: principal.accountId,
  byRole: RANK.find((role) => rolesIn(principal, schoolId).includes(role)) ?? ("office" as const),
});
