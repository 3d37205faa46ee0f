import type { AcceptDeps } from "../accept-sign-in.ts";
import { type HttpReply, pageReply } from "../http/reply.ts";
import type { HttpRequest } from "../http/request.ts";
import { charterPage, mailCodePage, mailPage } from "../pages/activation-pages.ts";
import { MAILBOX_PROOF } from "../recovery/send-mails.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Charters } from "../store/charters.ts";
import type { Codes } from "../store/codes.ts";
import type { Finders } from "../store/finders.ts";
import type { Logins } from "../store/logins.ts";
import type { MailOrders } from "../store/mail-orders.ts";
import type { Records } from "../store/records.ts";
import { codeDigest } from "./access-code.ts";
import { accepting, chartersToAccept } from "./charter.ts";
import type { CheckCodeDeps } from "./check-code.ts";
import { choosePassword, showPassword } from "./choose-password.ts";
import type { Door } from "./door.ts";
import type { Ticket, Tickets } from "./ticket.ts";

export interface StepDeps extends CheckCodeDeps, AcceptDeps {
  readonly records: Pick<Records, "find" | "amend">;
  readonly accounts: Pick<Accounts, "find" | "note" | "signOut">;
  readonly logins: Pick<Logins, "find" | "setPassword">;
  readonly codes: Pick<Codes, "find" | "spend">;
  readonly finders: Pick<Finders, "keepMail">;
  readonly charters: Pick<Charters, "find">;
  readonly orders: MailOrders;
  readonly tickets: Tickets;
  readonly portalUrl: string | undefined;
  cookieKeys(): Promise<readonly string[]>;
}

/** One visit: where it came from, and what it proved. */
export interface Visit {
  readonly door: Door;
  readonly id: string;
  readonly ticket: Ticket;
  readonly request: HttpRequest;
}

const MAIL = /^[^\s@"<>]{1,64}@[^\s@"<>]{1,190}\.[^\s@"<>.]{2,}$/;

/** Wrong codes of a mailbox before a new one must be asked for. */
const WRONG_CODES = 5;

/** The page of the next thing to do: accept, give a mailbox, choose a password. */
export const nextStep = async (visit: Visit, deps: StepDeps): Promise<HttpReply> => {
  const { door, id, ticket } = visit;
  const account = await deps.accounts.find(ticket.accountId);
  const charters = account === undefined ? [] : await chartersToAccept(account, deps.charters);
  if (charters.length > 0)
    return pageReply(200, charterPage({ paths: door.paths, ticket: id, charters }), door.formTargets);
  if (!ticket.mailDone) return pageReply(200, mailPage({ paths: door.paths, ticket: id }), door.formTargets);
  return showPassword(visit, account);
};

const go = async (visit: Visit, changes: Partial<Ticket>, deps: StepDeps): Promise<HttpReply> => {
  const ticket = { ...visit.ticket, ...changes };
  await deps.tickets.keep(visit.id, ticket);
  return nextStep({ ...visit, ticket }, deps);
};

const acceptCharter = async (form: URLSearchParams, visit: Visit, deps: StepDeps): Promise<HttpReply> => {
  const account = await deps.accounts.find(visit.ticket.accountId);
  if (account === undefined) return nextStep(visit, deps);
  const charters = await chartersToAccept(account, deps.charters);
  if (form.get("accept") !== "yes") {
    const error = "Pour entrer, il faut accepter la charte. Une question ? Parlez-en à l’établissement.";
    const { paths, formTargets } = visit.door;
    return pageReply(400, charterPage({ paths, ticket: visit.id, charters, error }), formTargets);
  }
  await deps.accounts.note(account.accountId, "charters", accepting(account, charters, deps.now()));
  return nextStep(visit, deps);
};

const giveMail = async (form: URLSearchParams, visit: Visit, deps: StepDeps): Promise<HttpReply> => {
  const mail = (form.get("mail") ?? "").trim();
  if (form.get("skip") === "yes" || mail === "") return go(visit, { mailDone: true }, deps);
  const { paths, formTargets } = visit.door;
  if (mail.length > 200 || !MAIL.test(mail)) {
    const error = "Cette adresse n’est pas complète : elle est de la forme nom@exemple.fr.";
    return pageReply(400, mailPage({ paths, ticket: visit.id, mail, error }), formTargets);
  }
  await deps.tickets.keep(visit.id, { ...visit.ticket, mail, wrongCodes: 0 });
  await deps.orders.place(deps.newId(), { kind: "mailbox", mail, ticket: visit.id });
  return pageReply(200, mailCodePage({ paths, ticket: visit.id, mail }), formTargets);
};

const proveMail = async (form: URLSearchParams, visit: Visit, deps: StepDeps): Promise<HttpReply> => {
  const { id, ticket } = visit;
  const { mail, wrongCodes = 0, accountId } = ticket;
  if (form.get("skip") === "yes" || mail === undefined) return go(visit, { mailDone: true }, deps);
  const { paths, formTargets } = visit.door;
  const proof = await deps.records.find(MAILBOX_PROOF, id);
  const right = proof?.mail === mail && proof.digest === codeDigest(id, form.get("code") ?? "");
  if (right && wrongCodes < WRONG_CODES) {
    await Promise.all([deps.accounts.note(accountId, "mail", mail), deps.finders.keepMail(mail, accountId)]);
    return go(visit, { mailDone: true }, deps);
  }
  await deps.tickets.keep(id, { ...ticket, wrongCodes: wrongCodes + 1 });
  const error =
    wrongCodes + 1 < WRONG_CODES
      ? "Ce code n’est pas le bon, ou pas encore le plus récent. Vérifiez-le, ou continuez sans confirmer."
      : "Trop d’essais avec ce code : continuez sans confirmer ; vous pourrez donner une adresse plus tard.";
  return pageReply(401, mailCodePage({ paths, ticket: id, mail, error }), formTargets);
};

const answers: Readonly<Record<string, typeof acceptCharter>> = {
  charter: acceptCharter,
  mail: giveMail,
  "mail-code": proveMail,
  password: async (form, visit, deps) => {
    // The charters stand before the password, whatever page the browser went back to.
    const account = await deps.accounts.find(visit.ticket.accountId);
    const accepted = account !== undefined && (await chartersToAccept(account, deps.charters)).length === 0;
    return accepted ? choosePassword(form, visit, account, deps) : nextStep(visit, deps);
  },
};

/** Answers one form of the way in; a step that does not exist shows what is next. */
export const answerStep = (step: string, form: URLSearchParams, visit: Visit, deps: StepDeps): Promise<HttpReply> =>
  (answers[step] ?? ((_form, same) => nextStep(same, deps)))(form, visit, deps);
