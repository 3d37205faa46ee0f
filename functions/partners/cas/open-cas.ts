import { errorFields, log } from "@preau/runtime";
import { failure } from "./answer.ts";
import { answerService, answerServiceP3, answerYesOrNo, formatOf, refuseProxy } from "./answer-service.ts";
import { beginSignIn } from "./begin-sign-in.ts";
import type { CasDeps } from "./deps.ts";
import { giveTicket } from "./give-ticket.ts";
import type { CasReply, CasRequest } from "./http.ts";
import { page } from "./page.ts";
import { beginSignOut, endSignOut } from "./sign-out.ts";

type Answer = (request: CasRequest, deps: CasDeps) => Promise<CasReply>;

/** Proxy tickets do not exist here, so that `proxyValidate` has nothing more to validate than `serviceValidate`. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  "GET /cas/login": beginSignIn,
  "GET /cas/callback": giveTicket,
  "GET /cas/validate": answerYesOrNo,
  "GET /cas/serviceValidate": answerService,
  "GET /cas/proxyValidate": answerService,
  "GET /cas/p3/serviceValidate": answerServiceP3,
  "GET /cas/p3/proxyValidate": answerServiceP3,
  "GET /cas/proxy": refuseProxy,
  "GET /cas/logout": beginSignOut,
  "GET /cas/signed-out": endSignOut,
};

const failed = (request: CasRequest): CasReply =>
  /validate$/i.test(request.routeKey)
    ? failure({ code: "INTERNAL_ERROR", why: "Le service ne répond pas comme prévu. Réessayez." }, formatOf(request))
    : page(500, {
        title: "Le service ne répond pas comme prévu",
        text: ["Réessayez dans quelques minutes. Si cela dure, prévenez l’établissement."],
      });

/** The CAS server: answers the routes under `/cas`, and turns what nobody foresaw into an answer that says nothing of itself. */
export const openCas =
  (deps: CasDeps): ((request: CasRequest) => Promise<CasReply>) =>
  async (request) => {
    try {
      const answer = ANSWERS[request.routeKey];
      if (answer === undefined) throw new Error("a route reached a function that does not serve it");
      return await answer(request, deps);
    } catch (error) {
      log("error", "request-failed", { route: request.routeKey, ...errorFields(error) });
      return failed(request);
    }
  };
