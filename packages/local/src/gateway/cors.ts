import type { Cors } from "../assembly/apis.ts";

type Headers = Record<string, string>;

/** Headers of the answer to a preflight request; none when the origin is not allowed. */
export function preflightHeaders(cors: Cors, origin: string): Headers {
  if (!allows(cors, origin)) return {};
  return {
    ...crossOriginHeaders(cors, origin),
    ...(cors.AllowMethods.length > 0 && { "access-control-allow-methods": cors.AllowMethods.join(",") }),
    ...(cors.AllowHeaders.length > 0 && { "access-control-allow-headers": cors.AllowHeaders.join(",") }),
    ...(cors.MaxAge !== undefined && { "access-control-max-age": String(cors.MaxAge) }),
  };
}

/** Headers that the gateway puts on every answer to a page of another origin, replacing the function's own. */
export function crossOriginHeaders(cors: Cors, origin: string): Headers {
  if (!allows(cors, origin)) return {};
  return {
    "access-control-allow-origin": cors.AllowOrigins.includes("*") ? "*" : origin,
    ...(cors.AllowCredentials && { "access-control-allow-credentials": "true" }),
    ...(cors.ExposeHeaders.length > 0 && { "access-control-expose-headers": cors.ExposeHeaders.join(",") }),
  };
}

function allows({ AllowOrigins }: Cors, origin: string): boolean {
  return AllowOrigins.some((allowed) =>
    allowed.endsWith("*") ? origin.startsWith(allowed.slice(0, -1)) : allowed.toLowerCase() === origin.toLowerCase(),
  );
}
