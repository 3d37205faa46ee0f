import type { PersonId, Role } from "@preau/contract";
import { STAFF_ROLES } from "@preau/contract";
import type { Principal } from "@preau/policy";

/** Who says or does something, in the role they hold in the school. */
export interface Author {
  readonly personId: PersonId;
  readonly role: Role;
}

const RANK: readonly Role[] = ["head", "cpe", "supervisor", "teacher", "librarian", "office"];

/** In which name somebody acts who works in a school: the weightiest of their roles. Undefined for whoever does not work there. */
export const authorIn = ({ memberships }: Principal, schoolId: string): Author | undefined => {
  const [first] = memberships
    .filter((one) => one.schoolId === schoolId && (STAFF_ROLES as readonly Role[]).includes(one.role))
    .toSorted((one, other) => RANK.indexOf(one.role) - RANK.indexOf(other.role));
  return first && { personId: first.personId, role: first.role };
};

/** Whether the account is the author, under any of its roles. */
export const isAuthor = ({ memberships }: Principal, schoolId: string, { personId }: Author): boolean =>
  memberships.some((one) => one.schoolId === schoolId && one.personId === personId);
