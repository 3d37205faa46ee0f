import type { Change } from "@preau/runtime/follow";
import { log } from "@preau/runtime/logger";
import type { Mailer } from "@preau/runtime/mailer";
import { type Account, everyAccountOf, mailsOf, nameOf, standsSince } from "../account.ts";
import { codeDigest, newCode } from "../activation/access-code.ts";
import { typedLogin } from "../login.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Codes } from "../store/codes.ts";
import type { Finders } from "../store/finders.ts";
import type { Logins } from "../store/logins.ts";
import { MAIL_ORDER, type MailOrder } from "../store/mail-orders.ts";
import type { Records } from "../store/records.ts";
import { accessMail, mailboxMail } from "./mail-texts.ts";

export interface SendMailsDeps {
  readonly accounts: Pick<Accounts, "find">;
  readonly logins: Pick<Logins, "find">;
  readonly finders: Pick<Finders, "findByMail">;
  readonly codes: Pick<Codes, "keep" | "madeAt">;
  readonly records: Pick<Records, "save">;
  readonly mailer: Mailer;
  /** Epoch seconds, real time. */
  now(): number;
  readonly activationUrl: string;
}

/**
 * A second request within this time sends nothing: the first mail is on its way. Whoever asks for somebody else again and again
 * fills no mailbox, and takes nothing from the owner: the last code sent always holds twenty minutes more.
 */
const APART_SECONDS = 10 * 60;

/** The model under which the proof of a mailbox is kept, by ticket. */
export const MAILBOX_PROOF = "MailboxProof";
export const MAILBOX_SECONDS = 30 * 60;

const sameMail = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Whom a mailbox leads to today: it may have changed hands since it was noted. */
const readersOf = async (mail: string, deps: SendMailsDeps): Promise<readonly Account[]> => {
  const found = await Promise.all((await deps.finders.findByMail(mail)).map((id) => deps.accounts.find(id)));
  const accounts = found.filter((account) => account !== undefined);
  const distinct = [...new Map(accounts.map((account) => [account.accountId, account])).values()];
  return distinct.filter((account) => mailsOf(account).some((own) => sameMail(own, mail)));
};

const ownerOf = async (typed: string, deps: SendMailsDeps): Promise<readonly Account[]> => {
  const known = await deps.logins.find(typedLogin(typed));
  const account = known && (await deps.accounts.find(known.accountId));
  return account === undefined ? [] : [account];
};

/** A code for each login of the account that was not sent one a moment ago. */
const codesFor = async (account: Account, deps: SendMailsDeps) => {
  const made = everyAccountOf(account).map(async ({ login }) => {
    if (login === undefined) return [];
    const before = await deps.codes.madeAt(login, "mailed");
    if (before !== undefined && deps.now() - before < APART_SECONDS) return [];
    const code = newCode();
    await deps.codes.keep(login, "mailed", codeDigest(login, code));
    const { givenName, familyName } = nameOf(account);
    return [{ name: `${givenName} ${familyName}`.trim(), login, code }];
  });
  return (await Promise.all(made)).flat();
};

const sendAccess = async (typed: string, deps: SendMailsDeps): Promise<number> => {
  const asked = typed.includes("@") ? await readersOf(typed, deps) : await ownerOf(typed, deps);
  const standing = asked.filter((account) => standsSince(account, deps.now()));
  const to = typed.includes("@") ? typed.trim() : standing.flatMap(mailsOf)[0];
  if (to === undefined) return 0;
  const people = (await Promise.all(standing.map((account) => codesFor(account, deps)))).flat();
  if (people.length === 0) return 0;
  await deps.mailer.send({ to, ...accessMail(people, deps.activationUrl) });
  return 1;
};

const sendMailbox = async ({ mail, ticket }: Extract<MailOrder, { kind: "mailbox" }>, deps: SendMailsDeps) => {
  const code = newCode();
  await deps.records.save(MAILBOX_PROOF, ticket, { mail, digest: codeDigest(ticket, code) }, MAILBOX_SECONDS);
  await deps.mailer.send({ to: mail, ...mailboxMail(code) });
  return 1;
};

/**
 * Sends the mails that were ordered. Given twice, an order sends nothing more for a while (`access`) or a newer code (`mailbox`). A
 * refusal of the mail service returns the batch to the stream.
 */
export const sendMails = async (changes: readonly Change[], deps: SendMailsDeps): Promise<void> => {
  const orders = changes.flatMap(({ entity, before, after }) =>
    entity === MAIL_ORDER && before === undefined && after !== undefined ? [after as unknown as MailOrder] : [],
  );
  const sent = await Promise.all(
    orders.map((order) => (order.kind === "access" ? sendAccess(order.typed, deps) : sendMailbox(order, deps))),
  );
  log("info", "mails-sent", { count: sent.reduce((sum, one) => sum + one, 0) });
};
