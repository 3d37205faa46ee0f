import type { Child, Membership } from "@preau/policy/principal";

/** What one school says of the account's person; `version` orders what it says. A person who left holds nothing. */
export interface Attachment {
  readonly schoolId: string;
  readonly personId: string;
  readonly version: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly roles: readonly string[];
  readonly children: readonly string[];
}

/** An account with all that its schools say. `signedOutAt` (epoch seconds) ends every sign-in that began before. */
export interface Account {
  readonly accountId: string;
  readonly attachments: readonly Attachment[];
  readonly signedOutAt?: number;
}

/** What the account may act as: the material of the access token's claims. */
export const rightsOf = ({
  attachments,
}: Account): { memberships: readonly Membership[]; children: readonly Child[] } => ({
  memberships: attachments.flatMap(({ schoolId, personId, roles }) =>
    roles.map((role) => ({ schoolId, role, personId }) as Membership),
  ),
  children: attachments.flatMap(({ schoolId, children }) =>
    children.map((pupilId) => ({ schoolId, pupilId }) as Child),
  ),
});

/** The name as the school that spoke last writes it. */
export const nameOf = ({ attachments }: Account): { givenName: string; familyName: string } => {
  const last = attachments.reduce<Attachment | undefined>(
    (newest, one) => (newest === undefined || one.version > newest.version ? one : newest),
    undefined,
  );
  return { givenName: last?.givenName ?? "", familyName: last?.familyName ?? "" };
};

/** Whether a sign-in that began at `since` (epoch seconds) still stands: the person belongs to a school, and no password was changed after. */
export const standsSince = (account: Account, since: number): boolean =>
  account.attachments.some(({ roles }) => roles.length > 0) && since >= (account.signedOutAt ?? 0);
