import { ABOVE_SCHOOLS, ROLES, type Role } from "@preau/contract";
import type { Relation } from "./callers.ts";

/** Which relations of a role are shown something. */
type Seeing = Partial<Record<Role, readonly Relation[]>>;

/**
 * What a route shows of Nina. Whoever is not named must not be able to tell a school where she is from one where she is not: same
 * status, same bytes, same number of items.
 */
export interface Expectation {
  /** Who sees her, or may act on her. */
  readonly sees: Seeing;
  /** Who reads how to reach her and her father. */
  readonly contacts?: Seeing;
  /** Who sees that somebody is there (a count), without learning who. */
  readonly counts?: Seeing;
  /** Asks the route about her, where the examples of its contract do not. */
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  /** A command that may be given again and again. */
  readonly harmless?: true;
}

const OWN: readonly Relation[] = ["own"];
/** Whoever holds the role in her school. */
const HERE: readonly Relation[] = ["own", "same class", "same school", "ex-guardian"];

export const here = (...roles: readonly Role[]): Seeing => Object.fromEntries(roles.map((role) => [role, HERE]));
export const own = (...roles: readonly Role[]): Seeing => Object.fromEntries(roles.map((role) => [role, OWN]));

/** Works for the commune that answers for her school. */
export const AGENT: readonly Relation[] = ["own", "other school", "here and elsewhere", "left"];

/** Pupils of a class know one another, unless the school decides otherwise. */
export const classmates: Seeing = { pupil: ["own", "same class"], guardian: OWN };

export const STAFF = ROLES.filter((role) => !["pupil", "guardian", ...ABOVE_SCHOOLS].includes(role));
export const NOBODY: Expectation = { sees: {} };
