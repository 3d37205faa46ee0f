import { readServiceUrl } from "../service-url.ts";
import { CAS_CLIENT, isSecure, passageCookie, passageKey } from "./begin-sign-in.ts";
import { type CasDeps, secondsOf } from "./deps.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { findService } from "./find-service.ts";
import { BROWSER_COOKIE } from "./give-ticket.ts";
import { type CasReply, type CasRequest, cookie, parameter, redirect, setCookie } from "./http.ts";
import { onwardPage } from "./page.ts";
import { signedOutPage } from "./refusal-pages.ts";
import type { Visit } from "./store.ts";

const COOKIE_SECONDS = 3_600;

/** Where to go afterwards: a registered service or the portal; anywhere else is ignored, for a sign-out is no way to lead people astray. */
const returnOf = async (request: CasRequest, deps: CasDeps): Promise<string | undefined> => {
  const url = readServiceUrl(parameter(request, "service") ?? parameter(request, "url"));
  if (url === undefined) return undefined;
  if (deps.portalUrl !== undefined && url.origin === new URL(deps.portalUrl).origin) return url.href;
  return (await findService(url, deps.registry)) && url.href;
};

/** `GET /cas/logout`: the issuer asks whether to sign out, ends the session and sends the browser back. */
export const beginSignOut = async (request: CasRequest, deps: CasDeps): Promise<CasReply> => {
  const [state, secret] = [deps.newSecret(16), deps.newSecret(32)];
  const service = await returnOf(request, deps);
  await deps.cas.keepPassage(passageKey(state, secret), {
    ...(service !== undefined && { service }),
    renew: false,
    post: false,
    startedAt: secondsOf(deps.now()),
  });
  const query = new URLSearchParams({
    client_id: CAS_CLIENT,
    post_logout_redirect_uri: new URL("/cas/signed-out", deps.issuerUrl).href,
    state,
  });
  const end = new URL(`/session/end?${query}`, deps.issuerUrl);
  return redirect(end.href, [setCookie(passageCookie(state), secret, isSecure(deps), COOKIE_SECONDS)]);
};

/** The request by which CAS servers tell of a sign-out (SAML 2.0 LogoutRequest, as CAS 3.0 §3.6.2 gives it). */
const logoutRequest = ({ ticket, user }: Visit, id: string, now: Date): string =>
  [
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${id}" Version="2.0" IssueInstant="${now.toISOString()}">`,
    `<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${escapeMarkup(user)}</saml:NameID>`,
    `<samlp:SessionIndex>${escapeMarkup(ticket)}</samlp:SessionIndex>`,
    "</samlp:LogoutRequest>",
  ].join("");

/** `GET /cas/signed-out`: tells the services that asked for it, then lets the browser go. */
export const endSignOut = async (request: CasRequest, deps: CasDeps): Promise<CasReply> => {
  const state = parameter(request, "state") ?? "";
  const secret = cookie(request, passageCookie(state));
  const passage = secret && (await deps.cas.takePassage(passageKey(state, secret)));
  if (!passage) return signedOutPage([]);
  const browser = cookie(request, BROWSER_COOKIE);
  const visits = browser === undefined ? [] : await deps.cas.visits(browser);
  await Promise.all(
    visits.map((visit) =>
      deps.tell(
        visit.service,
        new URLSearchParams({ logoutRequest: logoutRequest(visit, deps.newSecret(16), deps.now()) }),
      ),
    ),
  );
  if (browser !== undefined) await deps.cas.forgetVisits(browser, visits);
  const cookies = [passageCookie(state), BROWSER_COOKIE].map((name) => setCookie(name, "", isSecure(deps), 0));
  return passage.service === undefined ? signedOutPage(cookies) : onwardPage(passage.service, cookies);
};
