import middy from "@middy/core";
import type { Contract, Route } from "@preau/contract";
import type { Replies } from "@preau/store";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { admissionVariables, openGate } from "./admission/open-gate.ts";
import { readEnvironment } from "./environment.ts";
import { compressed } from "./http/compress-reply.ts";
import type { Answer, Inbound, RoutesByKey, Served } from "./http/exchange.ts";
import { logContext } from "./http/log-context.ts";
import { mapProblems } from "./http/map-problems.ts";
import { parseRequest } from "./http/parse-request.ts";
import { readPrincipal } from "./http/read-principal.ts";
import { replay } from "./http/replay.ts";
import { stripReply } from "./http/strip-reply.ts";
import { watchSwitchboard } from "./http/watch-switchboard.ts";
import type { Operation, Operations } from "./operation.ts";

type Chained = (event: object, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** What every use case may rely on: the school's clock, and first answers where a route is idempotent. */
export interface BaseDeps {
  now(): Date;
  readonly replies?: Replies;
}

const routesByKey = (contract: Contract): RoutesByKey =>
  new Map(
    Object.entries(contract.routes).map(([operation, route]) => [
      `${route.method} ${route.path}`,
      { operation, route },
    ]),
  );

/**
 * The handler of an HTTP function: refuses at the gate what must wait (see admission/open-gate.ts), then finds the use case by route key
 * and runs it inside the one chain every capability shares (log context → problems → principal → request → replay → use case →
 * stripped reply), whose answer leaves compressed. Dependencies are built once per cold start.
 */
export const serve = <C extends Contract, Names extends keyof C["routes"] & string, Deps extends BaseDeps>(
  contract: C,
  operations: Operations<C, Names, Deps>,
  makeDeps: () => Deps,
) => {
  const deps = makeDeps();
  const served: Served = {
    contract,
    routes: routesByKey(contract),
    replies: deps.replies,
    now: deps.now,
    watch: watchSwitchboard(contract.name),
  };
  const gate = openGate(served, readEnvironment(admissionVariables).ADMISSION);
  const byName = operations as unknown as Readonly<Record<string, Operation<Route, Deps>>>;
  const answer = async ({ exchange }: Inbound): Promise<Answer> => {
    const useCase = byName[exchange.operation];
    if (useCase === undefined || exchange.call === undefined)
      throw new Error("this function does not serve the operation");
    return useCase(exchange.call, deps);
  };
  const chain = middy<Inbound, Answer, Error>({ timeoutEarlyInMillis: 0 })
    .use([logContext(served), mapProblems(served), readPrincipal(served), parseRequest(), replay(served), stripReply()])
    .handler(answer);
  return async (event: object, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    const inbound = event as Inbound;
    const refused = await gate(inbound);
    if (refused !== undefined) return refused;
    return compressed(await (chain as unknown as Chained)(event, context), inbound.headers["accept-encoding"]);
  };
};
