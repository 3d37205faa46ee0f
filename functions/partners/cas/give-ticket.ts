import { knownAs } from "@preau/formats/partner-attributes";
import { log } from "@preau/runtime";
import { readServiceUrl } from "../service-url.ts";
import { isSecure, passageCookie, passageKey } from "./begin-sign-in.ts";
import { type CasDeps, type SignedIn, secondsOf } from "./deps.ts";
import { admitted, type CasService, findService } from "./find-service.ts";
import { type CasReply, type CasRequest, cookie, parameter, redirect, setCookie } from "./http.ts";
import { expiredPage, maintenancePage, notForYouPage, undeclaredPage } from "./refusal-pages.ts";
import { sendOn } from "./send-on.ts";
import type { Passage } from "./store.ts";

/** A service asks back at once; the protocol recommends five minutes at most. */
const TICKET_SECONDS = 30;

/** Names this browser among those that entered a service which wants to hear of the sign-out. */
export const BROWSER_COOKIE = "preau_cas";

/** Whether the password was given for this very passage: reckoned on the issuer's clock, for ours may be shifted. */
const isFresh = ({ signedInAt, issuedAt }: SignedIn, { startedAt }: Passage, now: number): boolean =>
  signedInAt >= issuedAt - (now - startedAt) - 1;

const enter = async (
  service: CasService,
  passage: Passage & { readonly service: string },
  person: SignedIn,
  request: CasRequest,
  cookies: readonly string[],
  deps: CasDeps,
): Promise<CasReply> => {
  const { serviceId, name } = service;
  const { accountId } = person.principal;
  const now = secondsOf(deps.now());
  const memberships = await admitted(service, person.principal, deps.registry);
  const fresh = isFresh(person, passage, now);
  if (memberships.length === 0 || (passage.renew && !fresh)) {
    log("info", "service-refused", {
      serviceId,
      accountId,
      problem: memberships.length === 0 ? "not-entitled" : "not-fresh",
    });
    return memberships.length === 0 ? notForYouPage(name, cookies) : expiredPage();
  }
  const ticket = `ST-${deps.newSecret(20)}`;
  await deps.cas.keepTicket(ticket, {
    service: passage.service,
    serviceId,
    accountId,
    memberships,
    signedInAt: person.signedInAt,
    fresh,
    expiresAt: now + TICKET_SECONDS,
  });
  const entry = { service: passage.service, name, ticket, post: passage.post, fresh };
  if (!service.access.singleLogout) return sendOn(entry, cookies);
  const browser = cookie(request, BROWSER_COOKIE) ?? deps.newSecret(32);
  await deps.cas.keepVisit(browser, { ticket, service: passage.service, user: knownAs(service.salt, accountId) }, now);
  return sendOn(entry, [...cookies, setCookie(BROWSER_COOKIE, browser, isSecure(deps))]);
};

/** `GET /cas/callback`: the issuer sends the browser back; a ticket takes it into the service it came for. */
export const giveTicket = async (request: CasRequest, deps: CasDeps): Promise<CasReply> => {
  const state = parameter(request, "state") ?? "";
  const verifier = cookie(request, passageCookie(state));
  const passage = verifier && (await deps.cas.takePassage(passageKey(state, verifier)));
  if (!verifier || !passage || passage.service === undefined) return expiredPage();
  const cookies = [setCookie(passageCookie(state), "", isSecure(deps), 0)];
  const service = await findService(readServiceUrl(passage.service), deps.registry);
  if (service === undefined) return undeclaredPage();
  if (service.state === "maintenance") return maintenancePage(service.name);
  // Nobody is signed in, and the service asked not to show a page: it is told by the absence of a ticket.
  if (parameter(request, "error") === "login_required") return redirect(passage.service, cookies);
  const code = parameter(request, "code");
  const person = code === undefined ? undefined : await deps.exchange(code, verifier);
  if (person === undefined) return expiredPage();
  return enter(service, { ...passage, service: passage.service }, person, request, cookies, deps);
};
