import { createHash } from "node:crypto";
import { readServiceUrl } from "../service-url.ts";
import { type CasDeps, secondsOf } from "./deps.ts";
import { findService } from "./find-service.ts";
import { type CasReply, type CasRequest, isSet, parameter, redirect, setCookie } from "./http.ts";
import { maintenancePage, noServicePage, undeclaredPage } from "./refusal-pages.ts";

/** The name under which the CAS server is an application of the issuer. */
export const CAS_CLIENT = "preau-cas";

const COOKIE_SECONDS = 3_600;

/** One cookie a passage: two services opened at once do not take each other's. */
export const passageCookie = (state: string): string => `preau_cas_${state.slice(0, 12)}`;

/** The passage is found only by whoever has both the address and the cookie: a link sent by somebody leads nowhere. */
export const passageKey = (state: string, verifier: string): string => `${state}.${verifier}`;

export const isSecure = ({ issuerUrl }: Pick<CasDeps, "issuerUrl">): boolean => issuerUrl.startsWith("https:");

/** `GET /cas/login`: sends the browser to the issuer, whose session and page serve for every service. */
export const beginSignIn = async (request: CasRequest, deps: CasDeps): Promise<CasReply> => {
  const asked = parameter(request, "service");
  if (asked === undefined) return noServicePage();
  const url = readServiceUrl(asked);
  const service = await findService(url, deps.registry);
  if (url === undefined || service === undefined) return undeclaredPage();
  if (service.state === "maintenance") return maintenancePage(service.name);

  const renew = isSet(request, "renew");
  const gateway = !renew && isSet(request, "gateway");
  const [state, verifier] = [deps.newSecret(16), deps.newSecret(32)];
  await deps.cas.keepPassage(passageKey(state, verifier), {
    service: url.href,
    renew,
    post: parameter(request, "method") === "POST",
    startedAt: secondsOf(deps.now()),
  });
  const query = new URLSearchParams({
    client_id: CAS_CLIENT,
    response_type: "code",
    redirect_uri: new URL("/cas/callback", deps.issuerUrl).href,
    scope: "openid preau",
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(renew && { prompt: "login" }),
    ...(gateway && { prompt: "none" }),
  });
  const authorize = new URL(`/authorize?${query}`, deps.issuerUrl);
  return redirect(authorize.href, [setCookie(passageCookie(state), verifier, isSecure(deps), COOKIE_SECONDS)]);
};
