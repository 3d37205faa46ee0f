import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpRequest } from "../http/request.ts";
import type { Gateway } from "./gateway.ts";

const requestOf = async (message: IncomingMessage, found: NonNullable<ReturnType<Gateway>>): Promise<HttpRequest> => {
  const body = Buffer.concat(await message.toArray());
  const { pathname, search } = new URL(message.url ?? "/", "http://127.0.0.1");
  const { cookie, ...headers } = message.headers;
  return {
    routeKey: found.routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(cookie && { cookies: cookie.split("; ") }),
    pathParameters: found.pathParameters,
    isBase64Encoded: true,
    body: body.toString("base64"),
    requestContext: { http: { method: message.method ?? "GET" } },
  };
};

/** Serves a gateway over HTTP on a free port of this machine. */
export const serveHttp = async () => {
  let gateway: Gateway | undefined;
  const server = createServer(async (message, response) => {
    const found = gateway?.(message.method ?? "", new URL(message.url ?? "/", "http://127.0.0.1").pathname);
    const reply = found ? await found.handler(await requestOf(message, found)) : { statusCode: 404 };
    response.statusCode = reply.statusCode ?? 200;
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, String(value));
    if (reply.cookies) response.setHeader("set-cookie", reply.cookies);
    response.end(reply.body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    route: (found: Gateway): void => {
      gateway = found;
    },
    close: () => new Promise((done) => server.close(done)),
  };
};
