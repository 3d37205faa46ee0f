import { problem } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import type { PersonId } from "@preau/contract/ids";
import { type Membership, mayRenewAccess, type Principal, personIn, rolesIn } from "@preau/policy";
import { type Account, type Attachment, rightsOf } from "../account.ts";
import type { ActivationSelection } from "../activation-contract.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Finders } from "../store/finders.ts";

export interface SelectDeps {
  readonly accounts: Pick<Accounts, "find">;
  readonly finders: Pick<Finders, "findRoster" | "findStaff">;
}

/** Somebody of the school who has an account, and what the school says of them. */
export interface Selected {
  readonly account: Account;
  readonly attachment: Attachment;
  /** Whether the caller may give this account new means of signing in. */
  readonly renewable: boolean;
}

/** Reads under way at once. */
const AT_ONCE = 25;

const inBatches = async <A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<readonly B[]> => {
  const done: B[] = [];
  for (let start = 0; start < all.length; start += AT_ONCE)
    done.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(work))));
  return done;
};

/** The pupils of the classes of which the caller is head teacher. */
const ownPupilsOf = async (principal: Principal, schoolId: string, deps: SelectDeps): Promise<ReadonlySet<string>> => {
  const personId = personIn(principal, schoolId, "teacher");
  if (personId === undefined || rolesIn(principal, schoolId).some((role) => role === "head" || role === "office"))
    return new Set();
  const teacher = await deps.accounts.find(principal.accountId);
  const classes = teacher?.attachments.find((one) => one.schoolId === schoolId && one.personId === personId);
  const rosters = await Promise.all(
    (classes?.headTeacherOf ?? []).map((audienceId) => deps.finders.findRoster(schoolId, audienceId)),
  );
  return new Set(rosters.flatMap((roster) => (roster?.pupils ?? []).map(({ pupilId }) => pupilId)));
};

interface Named {
  readonly title: string;
  readonly personIds: readonly string[];
}

const namedBy = async (
  schoolId: string,
  { audienceId, who, personIds = [] }: Omit<ActivationSelection, "role">,
  deps: SelectDeps,
): Promise<Named> => {
  if (audienceId === undefined) return { title: "Personnes choisies", personIds };
  const roster = await deps.finders.findRoster(schoolId, audienceId);
  if (roster === undefined) throw problem("not-found");
  const pupils = who === "guardians" ? [] : roster.pupils.map(({ pupilId }) => pupilId);
  const guardians = who === "pupils" ? [] : roster.pupils.flatMap(({ guardianIds }) => guardianIds);
  return { title: roster.label, personIds: [...pupils, ...guardians] };
};

/**
 * The people a school names, each with their account: a class of 35 and its 60 guardians in some fifty read units. Whoever is
 * not of the school is left out; a caller who may act for none of them gets `not-found`.
 */
export const selectPeople = async (
  principal: Principal,
  schoolId: string,
  { role, ...selection }: ActivationSelection,
  deps: SelectDeps,
): Promise<{ readonly title: string; readonly people: readonly Selected[] }> => {
  const [ownPupils, { title, personIds }] = await Promise.all([
    ownPupilsOf(principal, schoolId, deps),
    role === undefined
      ? namedBy(schoolId, selection, deps)
      : deps.finders.findStaff(schoolId).then((staff) => ({ title: "Personnels", personIds: staff })),
  ]);
  const found = await inBatches([...new Set(personIds)], async (personId): Promise<readonly Selected[]> => {
    const account = await deps.accounts.find(accountIdOf(personId as PersonId));
    const attachment = account?.attachments.find((one) => one.schoolId === schoolId && one.personId === personId);
    if (account === undefined || attachment === undefined || attachment.roles.length === 0) return [];
    if (role !== undefined && !attachment.roles.includes(role)) return [];
    const memberships: readonly Membership[] = rightsOf(account).memberships;
    const renewable = mayRenewAccess(principal, schoolId, { memberships, ownPupil: ownPupils.has(personId) });
    return [{ account, attachment, renewable }];
  });
  const people = found.flat();
  if (!people.some(({ renewable }) => renewable)) throw problem("not-found");
  return { title, people };
};
