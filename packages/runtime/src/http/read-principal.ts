import { problem } from "@preau/contract";
import { type Claims, principalOf, requireRole } from "@preau/policy";
import type { Middleware } from "./exchange.ts";

/** Reads who is calling from the claims the gateway has verified, and checks the role the route asks for. */
export const readPrincipal = (): Middleware => ({
  before: ({ event }) => {
    const claims: unknown = event.requestContext.authorizer?.jwt?.claims;
    if (claims === undefined) throw problem("unauthenticated");
    const principal = principalOf(claims as Claims);
    requireRole(principal, event.exchange.route.roles, event.pathParameters?.schoolId);
    event.exchange.principal = principal;
  },
});
