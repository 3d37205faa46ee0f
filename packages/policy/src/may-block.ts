import type { Principal } from "./principal.ts";
import { personIn } from "./school.ts";

/**
 * Whether the caller may block a profile (`role`) or an account (`memberships`, all that it is) in a school. An operator may for
 * any school, but not another operator. A head may for their own: never the heads, by profile, nor themselves, nor an operator,
 * so that nobody is locked out of the lifting.
 */
export const mayBlock = (
  principal: Principal,
  schoolId: string,
  { role, memberships = [] }: { readonly role?: string; readonly memberships?: Principal["memberships"] },
): boolean => {
  if (role === "operator" || memberships.some((one) => one.role === "operator")) return false;
  if (principal.memberships.some((one) => one.role === "operator")) return true;
  if (personIn(principal, schoolId, "head") === undefined || role === "head") return false;
  const own = new Set(principal.memberships.map(({ personId }) => personId));
  return !memberships.some(({ personId }) => own.has(personId));
};
