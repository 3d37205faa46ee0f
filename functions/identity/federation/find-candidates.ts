import { STAFF_ROLES } from "@preau/contract/role";
import { type Account, type Attachment, standsSince } from "../account.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Links } from "../store/links.ts";
import type { FederatedIdentity } from "./federated-identity.ts";
import { sameNames } from "./names.ts";
import { childDigest, digestsOf } from "./pointer.ts";

export interface CandidateDeps {
  readonly accounts: Pick<Accounts, "find">;
  readonly links: Pick<Links, "accountsBy">;
  /** Epoch seconds, real time. */
  now(): number;
}

/** An account that may be the person's, and in which capacity it was found. */
export interface Candidate {
  readonly account: Account;
  readonly found: readonly Capacity[];
}

/** What somebody is in a school, as they may be reminded of it. */
export interface Capacity {
  readonly attachment: Attachment;
  /** The pupil by whom a guardian was found. */
  readonly pupil?: Attachment;
}

type Fits = (attachment: Attachment) => boolean;

const STAFF: ReadonlySet<string> = new Set(STAFF_ROLES);
const isPupil: Fits = ({ roles }) => roles.includes("pupil");
const isGuardian: Fits = ({ roles }) => roles.includes("guardian");
const isStaff: Fits = ({ roles }) => roles.some((role) => STAFF.has(role));

/** Whom a federation may vouch for: families do not become staff by ÉduConnect. */
const MAY_BE: Readonly<Record<FederatedIdentity["source"], Fits>> = {
  educonnect: (attachment) => isPupil(attachment) || isGuardian(attachment),
  agents: isStaff,
  franceconnect: isGuardian,
};

const merged = (candidates: readonly Candidate[]): readonly Candidate[] =>
  [...Map.groupBy(candidates, ({ account }) => account.accountId).values()].flatMap((same) =>
    same.slice(0, 1).map(({ account }) => ({ account, found: same.flatMap(({ found }) => found) })),
  );

/** The accounts a digest leads to that still say so themselves. */
const byDigest = async (by: string, fits: Fits, deps: CandidateDeps): Promise<readonly Candidate[]> => {
  const accounts = await Promise.all((await deps.links.accountsBy(by)).map((id) => deps.accounts.find(id)));
  return accounts.flatMap((account) => {
    if (account === undefined || !standsSince(account, deps.now())) return [];
    const found = account.attachments.filter((one) => fits(one) && digestsOf(one).includes(by));
    return found.length === 0 ? [] : [{ account, found: found.map((attachment) => ({ attachment })) }];
  });
};

const byAny = async (digests: readonly string[], fits: Fits, deps: CandidateDeps): Promise<readonly Candidate[]> =>
  merged((await Promise.all(digests.map((by) => byDigest(by, fits, deps)))).flat());

/** The guardians of a pupil who bear the names said beside that pupil. */
const byChild = async (
  child: FederatedIdentity["children"][number],
  deps: CandidateDeps,
): Promise<readonly Candidate[]> => {
  const pupils = (await byDigest(child.pupil, isPupil, deps)).flatMap(({ found }) => found);
  const guardians = pupils.map(async ({ attachment: pupil }) => {
    const named: Fits = (attachment) => isGuardian(attachment) && sameNames(attachment, child);
    const candidates = await byDigest(childDigest(pupil.personId), named, deps);
    return candidates.map((one) => ({ ...one, found: one.found.map((capacity) => ({ ...capacity, pupil })) }));
  });
  return (await Promise.all(guardians)).flat();
};

/**
 * The accounts that may be the person's: by what the federation calls them, the strongest name that leads anywhere, else by the
 * pupils they answer for (`formats.md` §10). Several are for the person to choose between: nothing is merged here.
 */
export const findCandidates = async (
  { source, links, children }: FederatedIdentity,
  deps: CandidateDeps,
): Promise<readonly Candidate[]> => {
  for (const group of links) {
    const found = await byAny(group, MAY_BE[source], deps);
    if (found.length > 0) return found;
  }
  return merged((await Promise.all(children.map((child) => byChild(child, deps)))).flat());
};
