import type { Role } from "@preau/contract";
import { type Principal, principalOf } from "@preau/policy";

/** A principal with one role in one school; guardians name their children. */
export const aPerson = (role: Role, schoolId: string, personId: string, children: readonly string[] = []): Principal =>
  principalOf({
    sub: `acc_${personId.slice(4)}`,
    memberships: `${schoolId}:${role}:${personId}`,
    children: children.map((child) => `${schoolId}:${child}`).join(" "),
  });
