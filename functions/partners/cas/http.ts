import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** What is read of a request: payload format 2.0 of an HTTP API. */
export type CasRequest = Pick<APIGatewayProxyEventV2, "routeKey" | "rawQueryString"> & { readonly cookies?: string[] };

export type CasReply = APIGatewayProxyStructuredResultV2;

/** A parameter of the address, when it is given once: given twice, services and servers may read different ones. */
export const parameter = ({ rawQueryString }: CasRequest, name: string): string | undefined => {
  const [only, ...others] = new URLSearchParams(rawQueryString).getAll(name);
  return others.length === 0 ? only : undefined;
};

/** `renew=true`, as the protocol recommends to write it. */
export const isSet = (request: CasRequest, name: string): boolean => parameter(request, name) === "true";

export const cookie = ({ cookies = [] }: CasRequest, name: string): string | undefined =>
  cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);

/** A cookie for the CAS server alone; without `seconds` it ends with the browser, with 0 at once. */
export const setCookie = (name: string, value: string, secure: boolean, seconds?: number): string =>
  [
    `${name}=${value}`,
    "Path=/cas",
    "HttpOnly",
    "SameSite=Lax",
    ...(secure ? ["Secure"] : []),
    ...(seconds === undefined ? [] : [`Max-Age=${seconds}`]),
  ].join("; ");

/** Sends the browser on. Never stored: the address carries a ticket. */
export const redirect = (location: string, cookies: readonly string[] = []): CasReply => ({
  statusCode: 303,
  headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  cookies: [...cookies],
});
