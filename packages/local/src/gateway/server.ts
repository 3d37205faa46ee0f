import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiModel, AuthorizerModel, RouteModel } from "../assembly/apis.ts";
import { LambdaRefusal } from "../lambda/lambda-refusal.ts";
import type { Pool } from "../lambda/pool.ts";
import type { Conditions } from "../limits/conditions.ts";
import { type Authorize, createAuthorizer } from "./authorizer.ts";
import { crossOriginHeaders, preflightHeaders } from "./cors.ts";
import { httpApiEvent } from "./event.ts";
import { type HttpServer, listen } from "./listen.ts";
import { readBody } from "./read-body.ts";
import { functionReply, gatewayReply, internalServerError, type Reply } from "./reply.ts";
import { createRouteMatch } from "./route-match.ts";
import { createThrottle } from "./throttle.ts";

/** Pages that the runtime itself answers before any route, as the API reference. */
export type Pages = Readonly<Record<string, () => { type: string; body: string | Buffer }>>;

/** Quotas of HTTP APIs. */
const bodyLimitBytes = 10 * 1024 * 1024;
const headerLimitBytes = 10_240;

/** Serves one HTTP API of the assembly on 127.0.0.1, as API Gateway would. */
export async function startGateway(options: {
  api: ApiModel;
  port: number;
  pool: Pick<Pool, "invoke">;
  pages?: Pages;
  /** Decides instead of the routes' own throttles while limits are on, and is told how requests ended. */
  conditions?: Pick<Conditions, "passes" | "answered">;
}): Promise<HttpServer> {
  const { api, pool, pages = {}, conditions } = options;
  const match = createRouteMatch(api.routes);
  const authorizers = new Map<string, Authorize>();
  const authorizerOf = (model: AuthorizerModel): Authorize => {
    const known = authorizers.get(JSON.stringify(model)) ?? createAuthorizer(model);
    authorizers.set(JSON.stringify(model), known);
    return known;
  };
  const gates = new Map(
    api.routes.map((route) => [
      route,
      { passes: createThrottle(route.throttle), authorize: route.authorizer && authorizerOf(route.authorizer) },
    ]),
  );

  const answer = async (request: IncomingMessage, url: URL, requestId: string): Promise<Reply> => {
    const { method = "GET", headers } = request;
    if (headerBytes(request) > headerLimitBytes) return gatewayReply(431, "Request Header Fields Too Large");
    if (api.cors && method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"]) {
      return { status: 204, headers: preflightHeaders(api.cors, headers.origin), body: "" };
    }
    const page = method === "GET" ? pages[url.pathname]?.() : undefined;
    if (page !== undefined) return { status: 200, headers: { "content-type": page.type }, body: page.body };

    const found = match(method, url.pathname);
    const gate = found && gates.get(found.route);
    if (found === undefined || gate === undefined) return gatewayReply(404, "Not Found");
    if (!(conditions?.passes(found.route) ?? gate.passes())) return gatewayReply(429, "Too Many Requests");
    const authorized = await gate.authorize?.(headers.authorization, found.route.scopes);
    if (authorized !== undefined && "status" in authorized) {
      const message = authorized.status === 401 ? "Unauthorized" : "Forbidden";
      return gatewayReply(authorized.status, message, { "www-authenticate": authorized.challenge });
    }
    const body = await readBody(request, bodyLimitBytes);
    if (body === undefined) return gatewayReply(413, "Request Entity Too Large");
    const event = httpApiEvent({ request, url, body, match: found, apiId: api.name, requestId, authorized });
    return integration(pool, found.route, JSON.stringify(event));
  };

  return listen(options.port, async (request, response) => {
    const requestId = randomUUID();
    const url = requestUrl(request);
    const reply = url === undefined ? gatewayReply(400, "Bad Request") : await answer(request, url, requestId);
    conditions?.answered(api.name, reply.status);
    const { origin } = request.headers;
    const cors = api.cors && origin !== undefined ? crossOriginHeaders(api.cors, origin) : {};
    write(request, response, { ...reply, headers: { ...reply.headers, ...cors, "apigw-requestid": requestId } });
  });
}

async function integration(pool: Pick<Pool, "invoke">, route: RouteModel, event: string): Promise<Reply> {
  const unavailable = gatewayReply(503, "Service Unavailable");
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, route.timeoutMs, undefined).unref();
    });
    const outcome = await Promise.race([pool.invoke(route.functionName, event), late]);
    if (outcome === undefined) return unavailable;
    return outcome.failed ? internalServerError : functionReply(outcome.payload);
  } catch (error) {
    if (!(error instanceof LambdaRefusal)) throw error;
    if (error.status === 413) return gatewayReply(413, "Request Entity Too Large");
    return error.status === 429 || error.status === 503 ? unavailable : internalServerError;
  } finally {
    clearTimeout(timer);
  }
}

function requestUrl({ url = "/" }: IncomingMessage): URL | undefined {
  return url.startsWith("/") ? (URL.parse(`http://localhost${url}`) ?? undefined) : undefined;
}

/** The quota counts the request line and all header lines. */
function headerBytes({ method = "", url = "", rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((sum, text) => sum + text.length + 2, method.length + url.length + 11);
}

function write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  // Transport headers belong to the gateway, whatever the function says.
  const { "content-length": _length, connection: _connection, "transfer-encoding": _encoding, ...own } = headers;
  // A body that was not read (refused request) is received and thrown away.
  request.resume();
  response.writeHead(status, own);
  response.end(body);
}
