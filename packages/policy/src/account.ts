import { type Role, STAFF_ROLES } from "@preau/contract";
import type { Membership, Principal } from "./principal.ts";
import { rolesIn } from "./school.ts";

const isStaff = ({ role }: Membership): boolean => (STAFF_ROLES as readonly Role[]).includes(role);

/**
 * Whether the caller may give somebody new means of signing in: a code, which opens all that the account holds, here and elsewhere.
 * Never an operator, nor the head of another school; of those who work elsewhere, only those who also work here. Beyond that the
 * head may for everybody, the office for everybody but a head, a head teacher (`ownPupil`) for whoever is but a pupil of their class.
 */
export const mayRenewAccess = (
  principal: Principal,
  schoolId: string,
  { memberships, ownPupil }: { readonly memberships: readonly Membership[]; readonly ownPupil: boolean },
): boolean => {
  const here = memberships.filter((one) => one.schoolId === schoolId);
  const elsewhere = memberships.filter((one) => one.schoolId !== schoolId);
  if (here.length === 0) return false;
  if (memberships.some(({ role }) => role === "operator") || elsewhere.some(({ role }) => role === "head"))
    return false;
  if (elsewhere.some(isStaff) && !here.some(isStaff)) return false;
  const own = rolesIn(principal, schoolId);
  if (own.includes("head")) return true;
  if (own.includes("office")) return !here.some(({ role }) => role === "head");
  return own.includes("teacher") && ownPupil && memberships.every(({ role }) => role === "pupil");
};

/**
 * Whether two accounts may become one: a pupil's joins none but a pupil's, or whoever knows a parent's password would act as the
 * parent for good; an operator's joins none.
 */
export const mayMerge = (one: readonly Membership[], other: readonly Membership[]): boolean => {
  const roles = (memberships: readonly Membership[]) => memberships.map(({ role }) => role);
  if ([...roles(one), ...roles(other)].includes("operator")) return false;
  const pupils = (memberships: readonly Membership[]) => roles(memberships).includes("pupil");
  const onlyPupils = (memberships: readonly Membership[]) => roles(memberships).every((role) => role === "pupil");
  return (!pupils(one) && !pupils(other)) || (onlyPupils(one) && onlyPupils(other));
};
