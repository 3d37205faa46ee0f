import type { Principal } from "./principal.ts";

/** A region, a department or a commune: who works for it, and the schools it answers for. */
export interface AuthorityRights {
  readonly memberIds: readonly string[];
  readonly schoolIds: readonly string[];
}

/** Whether the account runs the territory. */
export const runsTerritory = (principal: Principal): boolean =>
  principal.memberships.some((one) => one.role === "operator");

/** An authority's figures are for its own people, and for whoever runs the territory. */
export const mayReadAuthority = (principal: Principal, { memberIds }: AuthorityRights): boolean =>
  runsTerritory(principal) ||
  principal.memberships.some((one) => one.role === "authority" && memberIds.includes(one.personId));

/** An authority learns nothing of a school it does not answer for. */
export const answersFor = ({ schoolIds }: AuthorityRights, schoolId: string): boolean => schoolIds.includes(schoolId);
