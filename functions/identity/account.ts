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
  /** Digests of what other systems call the person, for the federations. */
  readonly links?: readonly string[];
  /** ISO date: with the names, what FranceConnect and some partners know a person by. */
  readonly birthDate?: string;
  readonly postalCode?: string;
  /** A pupil's class. */
  readonly className?: string;
  /** The person's own mailbox as the school has it: where codes and forgotten logins are sent, never shown. */
  readonly mail?: string;
  readonly schoolName?: string;
  /** Classes of which the person is head teacher. */
  readonly headTeacherOf?: readonly string[];
}

/** What is known of an account beside what its schools say. */
export interface AccountFacts {
  readonly login?: string;
  /** Epoch seconds: ends every sign-in that began before. */
  readonly signedOutAt?: number;
  /** A mailbox of which the person proved that they read it. */
  readonly mail?: string;
  /** The charters accepted: by place (a school or `territory`), the version and the epoch second. */
  readonly charters?: Readonly<Record<string, { readonly version: number; readonly at: number }>>;
}

/** An account with all that its schools say, and the accounts merged into it. */
export interface Account extends AccountFacts {
  readonly accountId: string;
  readonly attachments: readonly Attachment[];
  readonly merged?: readonly Account[];
}

/** One account out of several that turned out to be one person's: it holds what each of them holds. */
export const union = (one: Account, others: readonly (Account | undefined)[]): Account => {
  const merged = others.filter((other) => other !== undefined);
  if (merged.length === 0) return one;
  return { ...one, attachments: [one, ...merged].flatMap(({ attachments }) => attachments), merged };
};

/** The account and all those merged into it: each has a login and a password of its own. */
export const everyAccountOf = (account: Account): readonly Account[] => [
  account,
  ...(account.merged ?? []).flatMap(everyAccountOf),
];

/** Where the person can be written to: the mailbox they proved first, else what schools have. */
export const mailsOf = (account: Account): readonly string[] => [
  ...new Set([
    ...everyAccountOf(account).flatMap(({ mail }) => mail ?? []),
    ...account.attachments.flatMap(({ mail, roles }) => (roles.length > 0 ? (mail ?? []) : [])),
  ]),
];

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

/** Whether the account is that person in that school, and the person has not left it. */
export const belongsTo = ({ attachments }: Account, schoolId: string, personId: string): boolean =>
  attachments.some((one) => one.schoolId === schoolId && one.personId === personId && one.roles.length > 0);
