import type { Payload } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import { STAFF_ROLES } from "@preau/contract/role";
import { log } from "@preau/runtime/logger";
import type { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import type { Attachment } from "./account.ts";
import { pointersOf } from "./federation/pointer.ts";
import { openAccount } from "./open-account.ts";
import { openTogether } from "./open-together.ts";
import type { Accounts } from "./store/accounts.ts";
import type { Finders } from "./store/finders.ts";
import type { Links } from "./store/links.ts";
import type { Logins } from "./store/logins.ts";

type PeopleChanged = Payload<typeof peopleChangedV1>;
type Person = PeopleChanged["people"][number];

export interface KeepAccountsDeps {
  readonly accounts: Pick<Accounts, "existing" | "attach">;
  readonly logins: Pick<Logins, "open" | "nextRank">;
  readonly links: Pick<Links, "keep">;
  readonly finders: Pick<Finders, "keepStaff" | "keepMail">;
}

/** Those whom a school looks for by what they do there. */
const STAFF: ReadonlySet<string> = new Set(STAFF_ROLES);

/** Writes under way at once: enough to hide the round trips, few enough not to crowd out sign-ins. */
const AT_ONCE = 16;

/** What the school says; of somebody who left, that they hold nothing. */
const attachmentOf = (
  { schoolId, schoolName }: PeopleChanged,
  { present, personId, ...person }: Person,
): Attachment => ({
  schoolId,
  personId,
  version: person.version,
  givenName: person.givenName,
  familyName: person.familyName,
  roles: present ? person.roles : [],
  children: present ? person.children : [],
  ...(present && person.links !== undefined && { links: person.links }),
  ...(present && person.birthDate !== undefined && { birthDate: person.birthDate }),
  ...(present && person.postalCode !== undefined && { postalCode: person.postalCode }),
  ...(present && person.className !== undefined && { className: person.className }),
  ...(schoolName !== undefined && { schoolName }),
  ...(present && person.mail !== undefined && { mail: person.mail }),
  ...(present && person.headTeacherOf !== undefined && { headTeacherOf: person.headTeacherOf }),
});

/**
 * Brings accounts in line with what a school says of its people: opens the missing ones, then records roles and children.
 * May be repeated and may come late: an account is opened once, and what is older than what is known changes nothing.
 */
export const keepAccounts = async (event: PeopleChanged, deps: KeepAccountsDeps): Promise<void> => {
  const { schoolId, people } = event;
  const told = people.map((person) => ({
    accountId: accountIdOf(person.personId),
    attachment: attachmentOf(event, person),
    present: person.present,
  }));
  const existing = await deps.accounts.existing([...new Set(told.map(({ accountId }) => accountId))]);
  const missing = told.filter(({ accountId, present }) => present && !existing.has(accountId));
  const opened = await openTogether(missing, deps.logins);

  const isStaff = ({ attachment }: (typeof told)[number]) => attachment.roles.some((role) => STAFF.has(role));
  await Promise.all([
    ...told.filter(isStaff).map(({ attachment: { schoolId, personId } }) => deps.finders.keepStaff(schoolId, personId)),
    ...told.flatMap(({ accountId, attachment: { mail } }) => (mail ? deps.finders.keepMail(mail, accountId) : [])),
  ]);
  const waiting = told.filter((one) => !opened.has(one)).values();
  const work = async (): Promise<void> => {
    for (const { accountId, attachment, present } of waiting) {
      if (present && !existing.has(accountId)) await openAccount(accountId, attachment, deps.logins);
      await deps.accounts.attach(accountId, attachment);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await deps.links.keep(told.flatMap(({ accountId, attachment }) => pointersOf(accountId, attachment)));
  log("info", "people-changed", { schoolId, count: people.length });
};
