import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** What we read of a request: payload format 2.0 of an HTTP API. */
export type HttpRequest = Pick<
  APIGatewayProxyEventV2,
  "routeKey" | "rawPath" | "rawQueryString" | "headers" | "pathParameters" | "body" | "isBase64Encoded"
> & { readonly cookies?: string[]; readonly requestContext: { readonly http: { readonly method: string } } };

/** The value of a cookie, unread. */
export const cookieOf = ({ cookies = [] }: HttpRequest, name: string): string | undefined =>
  cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);

export const bodyOf = ({ body = "", isBase64Encoded }: HttpRequest): Buffer =>
  Buffer.from(body, isBase64Encoded ? "base64" : "utf8");

/** The fields of a form; empty when the body is something else or larger than it may be: than a form of ours ever is. */
export const formOf = (request: HttpRequest, most = 4096): URLSearchParams => {
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  const body = bodyOf(request);
  return new URLSearchParams(isForm && body.length <= most ? body.toString("utf8") : "");
};
