import { problem } from "@preau/contract";
import { type Claims, principalOf, requireRole } from "@preau/policy";
import type { Middleware, Served } from "./exchange.ts";
import { refuseRevoked } from "./refuse-revoked.ts";

/**
 * Reads who is calling from the claims the gateway has verified, less what the switchboard takes away, and checks the role
 * the route asks for. What the switchboard says is refreshed beside the use case.
 */
export const readPrincipal = ({ watch, now }: Pick<Served, "watch" | "now">): Middleware => ({
  before: async ({ event }) => {
    const claims: unknown = event.requestContext.authorizer?.jwt?.claims;
    if (claims === undefined) throw problem("unauthenticated");
    const schoolId = event.pathParameters?.schoolId;
    const seconds = Math.floor(now().getTime() / 1000);
    const principal = refuseRevoked(principalOf(claims as Claims), await watch.current(), schoolId, seconds);
    requireRole(principal, event.exchange.route.roles, schoolId);
    event.exchange.principal = principal;
  },
  after: watch.settled,
  onError: watch.settled,
});
