import type { Principal } from "./principal.ts";

/** What a school has blocked: a whole profile (`role`), or one account, named by the person it is there. */
export interface Block {
  readonly schoolId: string;
  readonly role?: string;
  readonly personId?: string;
}

type Rights = Pick<Principal, "memberships" | "children">;

/**
 * What is left of an account's rights under its schools' blocks, and the schools that took some away. A blocked
 * profile is lost in that school only: a teacher whose profile of guardian is blocked still teaches. A blocked account
 * loses everything it is in that school, and nothing elsewhere. Children go with what made the account their guardian.
 */
export const underBlocks = <R extends Rights>(
  rights: R,
  blocks: readonly Block[],
): R & { readonly blocked: readonly string[] } => {
  const here = (schoolId: string) => blocks.filter((one) => one.schoolId === schoolId);
  const isAccountOut = (schoolId: string): boolean =>
    here(schoolId).some(({ personId }) =>
      rights.memberships.some((one) => one.schoolId === schoolId && one.personId === personId),
    );
  const isProfileOut = (schoolId: string, role: string): boolean => here(schoolId).some((one) => one.role === role);
  const isOut = (schoolId: string, role: string) => isAccountOut(schoolId) || isProfileOut(schoolId, role);

  const kept = rights.memberships.filter(({ schoolId, role }) => !isOut(schoolId, role));
  const children = rights.children.filter(({ schoolId }) => !isOut(schoolId, "guardian"));
  const lost = rights.memberships.filter(({ schoolId, role }) => isOut(schoolId, role));
  return { ...rights, memberships: kept, children, blocked: [...new Set(lost.map(({ schoolId }) => schoolId))] };
};
