import { log } from "@preau/runtime/logger";
import { deviceIdOf } from "../accept-sign-in.ts";
import { type Door, doorOf } from "../activation/door.ts";
import { countTry, tooMany } from "../count-try.ts";
import { type HttpReply, pageReply } from "../http/reply.ts";
import { formOf, type HttpRequest } from "../http/request.ts";
import { typedLogin } from "../login.ts";
import { forgottenPage, forgottenSentPage } from "../pages/forgotten-page.ts";
import { expiredPage } from "../pages/message-page.ts";
import type { AttemptCounters } from "../store/attempts.ts";
import type { MailOrders } from "../store/mail-orders.ts";
import type { Records } from "../store/records.ts";

export interface ForgottenDeps {
  readonly records: Pick<Records, "find">;
  readonly attempts: Pick<AttemptCounters, "find" | "count">;
  readonly orders: MailOrders;
  cookieKeys(): Promise<readonly string[]>;
  /** Epoch seconds, real time. */
  now(): number;
  newId(): string;
}

/** What was typed, as the sender will look it up; requests for one person are counted together. */
const typedOf = (text: string): string =>
  text.includes("@") ? text.trim().toLowerCase().slice(0, 200) : typedLogin(text);

const show = (door: Door, statusCode: number, typed: string, error?: string): HttpReply =>
  pageReply(statusCode, forgottenPage({ paths: door.paths, typed, error }), door.formTargets);

/**
 * Takes a login or a mailbox and orders a mail for whoever it leads to. Whether it leads to anybody is not even looked up here: same
 * reads, same writes, same answer, in the same time.
 */
export const forgotten = async (request: HttpRequest, deps: ForgottenDeps): Promise<HttpReply> => {
  const door = await doorOf(request, deps);
  if (door === undefined) return pageReply(400, expiredPage());
  if (request.requestContext.http.method === "GET") return show(door, 200, "");
  const typed = typedOf(formOf(request).get("typed") ?? "");
  if (typed === "") return show(door, 400, typed, "Indiquez votre identifiant ou votre adresse électronique.");
  const counted = await countTry(`forgotten ${typed}`, deviceIdOf(request, deps), deps);
  if ("seconds" in counted) {
    const reply = show(door, 429, typed, tooMany(counted.seconds));
    return { ...reply, headers: { ...reply.headers, "retry-after": String(counted.seconds) } };
  }
  await deps.orders.place(deps.newId(), { kind: "access", typed });
  log("info", "access-asked");
  return pageReply(200, forgottenSentPage(door.paths), door.formTargets);
};
