import { readCapacity, resetCapacity } from "@preau/store";
import { log } from "../logger.ts";
import { correlationIdOf } from "./correlation-id.ts";
import type { Inbound, Middleware, Served } from "./exchange.ts";

/** Finds the route, gives the request its correlation id, and writes one line when it is answered: who pays (school), what it took. */
export const logContext = ({ routes }: Served): Middleware => {
  const completed = ({ event, response }: { event: Inbound; response: unknown }) => {
    const { operation, correlationId, startedAt } = event.exchange;
    const { calls: _calls, ...capacity } = readCapacity();
    const { status, statusCode } = (response ?? {}) as { status?: number; statusCode?: number };
    log("info", "request-completed", {
      route: operation,
      correlationId,
      status: statusCode ?? status ?? 500,
      ms: Math.round(performance.now() - startedAt),
      ...(event.pathParameters?.schoolId && { schoolId: event.pathParameters.schoolId }),
      ...capacity,
    });
  };
  return {
    before: ({ event }) => {
      resetCapacity();
      const found = routes.get(event.routeKey);
      if (found === undefined) throw new Error("a route reached a function that does not serve it");
      event.exchange = { startedAt: performance.now(), correlationId: correlationIdOf(event), ...found };
    },
    after: completed,
    onError: completed,
  };
};
