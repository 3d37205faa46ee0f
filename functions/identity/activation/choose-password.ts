import { STAFF_ROLES } from "@preau/contract/role";
import { log } from "@preau/runtime/logger";
import { LostRace } from "@preau/store/lost-race";
import { acceptSignIn, deviceCookie, deviceIdOf } from "../accept-sign-in.ts";
import type { Account } from "../account.ts";
import { type HttpReply, pageReply } from "../http/reply.ts";
import { codePage, passwordPage, readyPage } from "../pages/activation-pages.ts";
import { hashPassword } from "../password.ts";
import { passwordFault, shortestFor } from "../password-rules.ts";
import type { StepDeps, Visit } from "./steps.ts";

const STAFF: ReadonlySet<string> = new Set(STAFF_ROLES);

const isStaff = (account: Account | undefined): boolean =>
  account?.attachments.some(({ roles }) => roles.some((role) => STAFF.has(role))) ?? false;

/** The page that asks for the password. */
export const showPassword = (
  { door: { paths, formTargets }, id, ticket: { login } }: Visit,
  account: Account | undefined,
  error?: string,
): HttpReply => {
  const shortest = shortestFor({ staff: isStaff(account) });
  return pageReply(
    error === undefined ? 200 : 400,
    passwordPage({ paths, ticket: id, login, shortest, error }),
    formTargets,
  );
};

const faultOf = (form: URLSearchParams, { ticket: { login } }: Visit, account: Account): string | undefined => {
  const password = form.get("password") ?? "";
  if (password !== form.get("again")) return "Les deux mots de passe diffèrent : recopiez le même dans les deux cases.";
  return passwordFault(password, { login, staff: isStaff(account) });
};

/**
 * Sets the password and uses the code up, in that order of proof: a code used meanwhile, or replaced by a newer one, sets nothing.
 * A changed password ends the sign-ins begun before.
 */
export const choosePassword = async (
  form: URLSearchParams,
  visit: Visit,
  account: Account,
  deps: StepDeps,
): Promise<HttpReply> => {
  const fault = faultOf(form, visit, account);
  if (fault !== undefined) return showPassword(visit, account, fault);
  const { door, id, ticket, request } = visit;
  const [hash, before] = await Promise.all([hashPassword(form.get("password") ?? ""), deps.logins.find(ticket.login)]);
  try {
    await deps.codes.spend(ticket.login, ticket.code);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    const used = "Ce code a déjà servi, ou un plus récent l’a remplacé. Connectez-vous, ou demandez un nouveau code.";
    return pageReply(409, codePage({ paths: door.paths, login: ticket.login, error: used }), door.formTargets);
  }
  await deps.logins.setPassword(ticket.login, hash);
  await Promise.all([
    deps.tickets.destroy(id),
    ...(before?.password === undefined ? [] : [deps.accounts.signOut(account.accountId, deps.now())]),
  ]);
  log("info", "password-chosen", { accountId: account.accountId });
  const deviceId = deviceIdOf(request, deps);
  if (door.interaction !== undefined)
    return acceptSignIn(door.interaction, { accountId: account.accountId, deviceId, amr: "otp" }, deps);
  const reply = pageReply(200, readyPage(ticket.login, deps.portalUrl));
  return { ...reply, cookies: [deviceCookie(deviceId, deps)] };
};
