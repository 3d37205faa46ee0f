import { type Failure, type Format, failure, plain, proxyFailure, success } from "./answer.ts";
import type { CasDeps } from "./deps.ts";
import { type CasReply, type CasRequest, parameter } from "./http.ts";
import { type Entered, validateTicket } from "./validate-ticket.ts";

export const formatOf = (request: CasRequest): Format => (parameter(request, "format") === "JSON" ? "json" : "xml");

/** What CAS 3.0 says of every sign-in, besides the attributes of the service. */
const aboutSignIn = ({ ticket }: Entered) => [
  { name: "authenticationDate", values: [new Date(ticket.signedInAt * 1000).toISOString()] },
  { name: "longTermAuthenticationRequestTokenUsed", values: ["false"] },
  { name: "isFromNewLogin", values: [String(ticket.fresh)] },
];

/** `GET /cas/validate` (CAS 1.0): yes or no, and who. */
export const answerYesOrNo = async (request: CasRequest, deps: CasDeps): Promise<CasReply> => {
  const outcome = await validateTicket(request, deps, false);
  return plain("code" in outcome ? undefined : outcome.user);
};

/** `GET /cas/serviceValidate` (CAS 2.0, with attributes as services of French schools expect them). */
export const answerService = async (request: CasRequest, deps: CasDeps): Promise<CasReply> => {
  const outcome = await validateTicket(request, deps, true);
  return "code" in outcome ? failure(outcome, formatOf(request)) : success(outcome, formatOf(request));
};

/** `GET /cas/p3/serviceValidate` (CAS 3.0). */
export const answerServiceP3 = async (request: CasRequest, deps: CasDeps): Promise<CasReply> => {
  const outcome = await validateTicket(request, deps, true);
  if ("code" in outcome) return failure(outcome, formatOf(request));
  return success({ user: outcome.user, told: [...aboutSignIn(outcome), ...outcome.told] }, formatOf(request));
};

const NO_PROXY: Failure = {
  code: "UNAUTHORIZED_SERVICE_PROXY",
  why: "Aucun service n’agit ici au nom d’une personne.",
};

/** `GET /cas/proxy`: no service acts for a person, so no proxy ticket is ever given. */
export const refuseProxy = async (request: CasRequest): Promise<CasReply> => proxyFailure(NO_PROXY, formatOf(request));
