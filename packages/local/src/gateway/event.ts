import type { IncomingMessage } from "node:http";
import { accountId } from "../engines/aws-call.ts";
import type { Authorized } from "./authorizer.ts";
import type { RouteMatch } from "./route-match.ts";

export interface EventInput {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly apiId: string;
  readonly requestId: string;
  readonly authorized?: Authorized | undefined;
}

/** The event of an HTTP API with Lambda proxy integration, payload format 2.0. */
export function httpApiEvent({ request, url, body, match, apiId, requestId, authorized }: EventInput): object {
  const { cookie, ...headers } = request.headersDistinct;
  const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
  const now = new Date();
  const rawQueryString = url.search.slice(1);
  const query = Map.groupBy(url.searchParams, ([name]) => name);
  const text = isText(request.headers["content-type"]);
  const { routeKey } = match.route;
  return {
    version: "2.0",
    routeKey,
    rawPath: url.pathname,
    rawQueryString,
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/; */)) }),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values?.join(",") ?? ""])),
      "x-forwarded-for": [...(headers["x-forwarded-for"] ?? []), sourceIp].join(", "),
      "x-forwarded-port": String(request.socket.localPort),
      "x-forwarded-proto": "http",
    },
    ...(rawQueryString !== "" && {
      queryStringParameters: Object.fromEntries(
        [...query].map(([name, pairs]) => [name, pairs.map(([, value]) => value).join(",")]),
      ),
    }),
    requestContext: {
      accountId,
      apiId,
      ...(authorized && { authorizer: { jwt: authorized } }),
      domainName: request.headers.host ?? "localhost",
      domainPrefix: apiId,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId,
      routeKey,
      stage: "$default",
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.parameters).length > 0 && { pathParameters: match.parameters }),
    ...(body.length > 0 && { body: body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

/** Media types that API Gateway hands over as text; all others, forms included, travel in base64. */
function isText(contentType: string | undefined): boolean {
  return /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript)\b)/i.test(contentType ?? "");
}

/** `12/Mar/2026:19:03:58 +0000` */
function logTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
