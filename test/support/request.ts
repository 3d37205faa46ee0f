import { randomUUID } from "node:crypto";
import type { Contract } from "@preau/contract";
import { claimsOf, type Principal } from "@preau/policy";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";

type Handler = (event: object, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** What a test asks for; whatever it leaves out is empty. */
export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The event an HTTP API sends (payload format 2.0) for an operation of a contract, by a principal. */
export const requestEvent = (contract: Contract, operation: string, principal: Principal, asked: Asked): object => {
  const route = contract.routes[operation];
  if (route === undefined) throw new Error(`no operation ${operation}`);
  const rawPath = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asked.params?.[name] ?? ""));
  const claims = {
    sub: principal.accountId,
    scope: "preau",
    ...(principal.issuedAt && { iat: String(principal.issuedAt) }),
    ...claimsOf(principal),
  };
  return {
    version: "2.0",
    routeKey: `${route.method} ${route.path}`,
    rawPath,
    rawQueryString: "",
    headers: {
      ...(asked.body !== undefined && { "content-type": "application/json" }),
      ...(route.idempotent && { "idempotency-key": randomUUID() }),
      ...asked.headers,
    },
    ...(asked.params && { pathParameters: asked.params }),
    ...(asked.query && { queryStringParameters: asked.query }),
    requestContext: {
      requestId: randomUUID(),
      http: { method: route.method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      authorizer: { jwt: { claims, scopes: [] } },
    },
    ...(asked.body !== undefined && { body: typeof asked.body === "string" ? asked.body : JSON.stringify(asked.body) }),
    isBase64Encoded: false,
  };
};

/** Calls operations of a function's handler as the gateway would. */
export const caller =
  (handler: Handler, contract: Contract) =>
  async (operation: string, principal: Principal, asked: Asked = {}) => {
    const { statusCode, headers, body } = await handler(
      requestEvent(contract, operation, principal, asked),
      {} as Context,
    );
    const text = body ?? "";
    const json = String(headers?.["content-type"]).includes("json");
    return {
      status: statusCode ?? 0,
      headers: headers ?? {},
      text,
      body: json && text !== "" ? JSON.parse(text) : undefined,
    };
  };
