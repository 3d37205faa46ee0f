import type { PersonId, Role, SchoolId } from "@preau/contract";

/** What a person is in one school. */
export interface Membership {
  readonly schoolId: SchoolId;
  readonly role: Role;
  readonly personId: PersonId;
}

/** A pupil for whom the account holds parental responsibility (level 1: legal representative). */
export interface Child {
  readonly schoolId: SchoolId;
  readonly pupilId: PersonId;
}

/** Who is calling: read from the access token alone, so that no request waits for a session. */
export interface Principal {
  readonly accountId: string;
  readonly memberships: readonly Membership[];
  readonly children: readonly Child[];
  /** Schools of which rights were left out of the token, for they were blocked when it was made. */
  readonly blocked?: readonly string[];
  /** The sign-in that the token belongs to. */
  readonly deviceId?: string;
  /** When the token was made, in epoch seconds. */
  readonly issuedAt?: number;
}

/** The claims of an access token, as HTTP API hands them to a function: all are strings. */
export type Claims = Readonly<Record<string, string | undefined>>;

const words = (claim: string | undefined): readonly string[] => (claim ?? "").split(" ").filter((word) => word !== "");

/**
 * Reads the principal from the claims of a verified token: `sub`, `memberships` (`<UAI>:<role>:<personId>` …) and
 * `children` (`<UAI>:<personId>` …), space-separated because HTTP API flattens arrays; `blocked` (`<UAI>` …), `device` and
 * `iat` where they are given.
 */
export const principalOf = (claims: Claims): Principal => ({
  accountId: claims.sub ?? "",
  memberships: words(claims.memberships).map((word) => {
    const [schoolId = "", role = "", personId = ""] = word.split(":");
    return { schoolId, role, personId } as Membership;
  }),
  children: words(claims.children).map((word) => {
    const [schoolId = "", pupilId = ""] = word.split(":");
    return { schoolId, pupilId } as Child;
  }),
  ...(claims.blocked && { blocked: words(claims.blocked) }),
  ...(claims.device && { deviceId: claims.device }),
  ...(claims.iat && { issuedAt: Number(claims.iat) }),
});

/** The claims that `principalOf` reads back, but for those that are the token's own (`sub`, `iat`). */
export const claimsOf = ({ memberships, children, blocked = [], deviceId }: Omit<Principal, "accountId">) => ({
  memberships: memberships.map(({ schoolId, role, personId }) => `${schoolId}:${role}:${personId}`).join(" "),
  children: children.map(({ schoolId, pupilId }) => `${schoolId}:${pupilId}`).join(" "),
  ...(blocked.length > 0 && { blocked: blocked.join(" ") }),
  ...(deviceId && { device: deviceId }),
});
