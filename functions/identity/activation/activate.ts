import { log } from "@preau/runtime/logger";
import { deviceIdOf } from "../accept-sign-in.ts";
import { type HttpReply, pageReply } from "../http/reply.ts";
import { formOf, type HttpRequest } from "../http/request.ts";
import { typedLogin } from "../login.ts";
import { codePage } from "../pages/activation-pages.ts";
import { expiredPage } from "../pages/message-page.ts";
import { checkCode } from "./check-code.ts";
import { type Door, doorOf } from "./door.ts";
import { answerStep, nextStep, type StepDeps } from "./steps.ts";
import type { Ticket } from "./ticket.ts";

/** A wrong login and a wrong code look the same, and the login stays typed. */
const refuse = (door: Door, login: string, status: number, error: string, seconds?: number): HttpReply => {
  log("info", "code-refused", { status });
  const reply = pageReply(status, codePage({ paths: door.paths, login, error }), door.formTargets);
  return seconds === undefined ? reply : { ...reply, headers: { ...reply.headers, "retry-after": String(seconds) } };
};

const takeCode = async (
  request: HttpRequest,
  door: Door,
  form: URLSearchParams,
  deps: StepDeps,
): Promise<HttpReply> => {
  const login = typedLogin(form.get("login") ?? "");
  const typed = (form.get("code") ?? "").trim();
  const checked = await checkCode({ login, typed, deviceId: deviceIdOf(request, deps) }, deps);
  if ("error" in checked) return refuse(door, login, checked.status, checked.error, checked.seconds);
  const { account, code } = checked;
  log("info", "code-accepted", { accountId: account.accountId });
  const { kind, digest } = code;
  // Whoever received the code by mail, or proved a mailbox before, is not asked for one.
  const mailDone = kind === "mailed" || account.mail !== undefined;
  const ticket: Ticket = { login, accountId: account.accountId, code: { kind, digest }, mailDone };
  const id = deps.newId();
  await deps.tickets.keep(id, ticket);
  return nextStep({ door, id, ticket, request }, deps);
};

/**
 * The way in by a code: login and code, charter, mailbox, password; then on to the application, if there is one. Nothing is signed in
 * before the last step, and the code dies with it: whoever stops half-way may begin again.
 */
export const activate = async (request: HttpRequest, deps: StepDeps): Promise<HttpReply> => {
  const door = await doorOf(request, deps);
  if (door === undefined) return pageReply(400, expiredPage());
  if (request.requestContext.http.method === "GET")
    return pageReply(200, codePage({ paths: door.paths }), door.formTargets);
  const form = formOf(request);
  const step = form.get("step") ?? "code";
  if (step === "code") return takeCode(request, door, form, deps);
  const id = form.get("ticket") ?? "";
  const ticket = await deps.tickets.find(id);
  if (ticket === undefined)
    return refuse(door, "", 400, "Trop de temps a passé : recopiez de nouveau l’identifiant et le code.");
  return answerStep(step, form, { door, id, ticket, request }, deps);
};
