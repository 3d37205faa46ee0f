import type { Principal } from "@preau/policy";
import { log } from "@preau/runtime/logger";
import { everyAccountOf } from "../account.ts";
import type { ActivationSelection } from "../activation-contract.ts";
import type { Codes } from "../store/codes.ts";
import type { Logins } from "../store/logins.ts";
import { codeDigest, newCode } from "./access-code.ts";
import { type SelectDeps, type Selected, selectPeople } from "./select-people.ts";

export interface IssueDeps extends SelectDeps {
  readonly logins: Pick<Logins, "find">;
  readonly codes: Pick<Codes, "keep">;
}

/** One line of a sheet: whoever has no code either has a password already, or must ask elsewhere. */
export interface Issued {
  readonly familyName: string;
  readonly givenName: string;
  readonly roles: readonly string[];
  readonly login: string;
  readonly code?: string;
  readonly without?: "has-password" | "not-ours";
}

/** The codes a school just made; `expiresAt` in epoch seconds. They exist nowhere else: only their digests are kept. */
export interface Sheet {
  readonly title: string;
  readonly schoolName: string | undefined;
  readonly lines: readonly Issued[];
  readonly expiresAt: number | undefined;
}

/** Codes made at once. */
const AT_ONCE = 25;

interface Line {
  readonly issued: Issued;
  readonly expiresAt?: number;
}

const lineOf = async ({ account, attachment, renewable }: Selected, deps: IssueDeps): Promise<Line> => {
  const { familyName, givenName, roles } = attachment;
  const login = account.login ?? "";
  const person = { familyName, givenName, roles, login };
  if (!renewable || login === "") return { issued: { ...person, without: "not-ours" } };
  const logins = everyAccountOf(account).flatMap((one) => one.login ?? []);
  // A password withdrawn a second ago must not show as still there.
  const known = await Promise.all(logins.map((one) => deps.logins.find(one, { consistent: true })));
  if (known.some((one) => one?.password !== undefined)) return { issued: { ...person, without: "has-password" } };
  const code = newCode();
  return { issued: { ...person, code }, expiresAt: await deps.codes.keep(login, "printed", codeDigest(login, code)) };
};

const compare = new Intl.Collator("fr").compare;
const isPupil = ({ roles }: Issued): number => (roles.includes("pupil") ? 0 : 1);

/**
 * Makes a code for each of the people named whose account has no password yet; a code printed before for them is dead. Pupils
 * first, then by name.
 */
export const issueCodes = async (
  principal: Principal,
  schoolId: string,
  selection: ActivationSelection,
  deps: IssueDeps,
): Promise<Sheet> => {
  const { title, people } = await selectPeople(principal, schoolId, selection, deps);
  const lines: Line[] = [];
  for (let start = 0; start < people.length; start += AT_ONCE)
    lines.push(...(await Promise.all(people.slice(start, start + AT_ONCE).map((one) => lineOf(one, deps)))));
  const count = lines.filter(({ issued }) => issued.code !== undefined).length;
  log("info", "codes-issued", { schoolId, accountId: principal.accountId, count });
  return {
    title,
    schoolName: people.find(({ attachment }) => attachment.schoolName !== undefined)?.attachment.schoolName,
    lines: lines
      .map(({ issued }) => issued)
      .sort(
        (a, b) => isPupil(a) - isPupil(b) || compare(a.familyName, b.familyName) || compare(a.givenName, b.givenName),
      ),
    expiresAt: lines.find((line) => line.expiresAt !== undefined)?.expiresAt,
  };
};
