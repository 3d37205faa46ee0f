import { kernelProblems } from "@preau/contract";
import type { Claims } from "@preau/policy";
import { readThrottles } from "@preau/store";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import * as z from "zod";
import { correlationIdOf } from "../http/correlation-id.ts";
import type { Inbound, Served } from "../http/exchange.ts";
import { problemAnswer } from "../http/problem-answer.ts";
import { countRefusals } from "./count-refusals.ts";
import { openAdmission, type Surroundings } from "./open-admission.ts";
import { outsideHours } from "./outside-hours.ts";
import { PROBLEM_OF } from "./refusal.ts";
import { schoolOf } from "./school-of.ts";

/**
 * How much of admission an environment does. Always `on` where people are: `unmetered` leaves out the fair shares, for a bench that drives
 * one account at full speed; `off` refuses nothing, to show what happens then.
 */
export const admissionVariables = { ADMISSION: z.enum(["on", "unmetered", "off"]).default("on") };
export type AdmissionMode = z.output<typeof admissionVariables.ADMISSION>;

const HERE: Surroundings = { clock: () => performance.now(), random: Math.random, throttles: readThrottles };

/**
 * The first thing a request meets, before it is read, checked or written about: gives the answer of a refused one, and
 * `undefined` for one that goes on. A refusal says nothing of what was asked for: it is decided before anybody looks whether that exists.
 * Requests that the gateway did not authenticate go on, to be refused by the chain.
 */
export const openGate = (
  { routes, watch, now }: Pick<Served, "routes" | "watch" | "now">,
  mode: AdmissionMode,
  surroundings: Surroundings = HERE,
) => {
  const admit = openAdmission(surroundings, mode === "on");
  const refusals = countRefusals(surroundings.clock);

  return async (event: Inbound): Promise<APIGatewayProxyStructuredResultV2 | undefined> => {
    const claims = event.requestContext.authorizer?.jwt?.claims as Claims | undefined;
    const route = routes.get(event.routeKey)?.route;
    if (mode === "off" || claims === undefined || route === undefined) return undefined;
    const { admission } = await watch.current();
    const schoolId = event.pathParameters?.schoolId;
    const { priority } = route;
    const asking = { priority, accountId: claims.sub ?? "", schoolId: schoolOf(claims.memberships, schoolId) };
    const time = now().getTime();
    const isOff = admission.offUntil * 1000 > time;
    const closed = isOff ? undefined : outsideHours(admission.windows, claims, route, schoolId, time);
    const refusal = closed ?? admit(asking, admission, time / 1000);
    if (refusal !== undefined) refusals.add(priority, refusal.reason);
    refusals.writeDue();
    if (refusal === undefined) return undefined;
    await watch.settled();
    const { reason, ...details } = refusal;
    const code = PROBLEM_OF[reason];
    return problemAnswer(code, kernelProblems[code], correlationIdOf(event), details, surroundings.random);
  };
};
