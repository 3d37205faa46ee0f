import type { PersonId, Role } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
import { type Principal, principalOf } from "@preau/policy";
import { SCHOOL_ID, school } from "./school.ts";

const principals = new Map<string, Principal>();

/** Somebody of the school, with the rights of their role; guardians name their children. */
export const personOf = (role: Role, personId: PersonId): Principal => {
  const known = principals.get(personId);
  if (known !== undefined) return known;
  const children = role === "guardian" ? school.pupils.filter(({ guardianIds }) => guardianIds.includes(personId)) : [];
  const principal = principalOf({
    sub: `acc_${personId.slice(4)}`,
    memberships: `${SCHOOL_ID}:${role}:${personId}`,
    children: children.map(({ pupilId }) => `${SCHOOL_ID}:${pupilId}`).join(" "),
  });
  principals.set(personId, principal);
  return principal;
};

/** Two CPE follow all the pupils, and settle and judge without waiting for each other. */
export const CPES = [1, 2].map((which) => personOf("cpe", personIdOf("SIMULATION", `cpe ${which}`)));
export const DESK = personOf("supervisor", personIdOf("SIMULATION", "desk"));
