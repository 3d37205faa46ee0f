import { createHash } from "node:crypto";
import { type file, mediaTypeOf, type Route } from "@preau/contract";
import type * as z from "zod";
import type { Reply } from "../operation.ts";
import type { Middleware } from "./exchange.ts";

/** The body as its declared schema sees it: an attribute nobody declared cannot leave. */
export const stripped = (route: Route, reply: Reply): unknown => {
  const schema = route.replies[reply.status];
  if (schema === undefined) throw new Error("a use case answered with a status its route does not declare");
  return schema.parse(reply.body);
};

const retirement = ({ deprecated }: Route) =>
  deprecated && {
    deprecation: `@${Math.floor(Date.parse(deprecated.since) / 1000)}`,
    sunset: new Date(deprecated.sunset).toUTCString(),
    link: `<${deprecated.link}>; rel="deprecation"`,
  };

const declaredHeaders = ({ headers: declared = [] }: Route, { headers = {} }: Reply) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => declared.includes(name)));

type FileBody = z.output<ReturnType<typeof file>>;

/** A file is for its reader alone, and is asked for again rather than kept by a cache. */
const download = (mediaType: string, { name, bytes }: FileBody, correlationId: string) => ({
  statusCode: 200,
  headers: {
    "content-type": mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType,
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "x-correlation-id": correlationId,
  },
  isBase64Encoded: typeof bytes !== "string",
  body: typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("base64"),
});

const etagOf = (reply: Reply, body: string): string =>
  `"${reply.version ?? createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;

/** A tag that was weakened because its answer left compressed. */
const strong = (tag: string): string => tag.replace(/^W\//, "");

/**
 * Writes the reply: stripped, with an `ETag` for reads (a matching `If-None-Match` costs 304 and no body). The tag is the version that
 * the use case names, or a digest of the body.
 */
export const stripReply = (): Middleware => ({
  after: (request) => {
    const { route, correlationId } = request.event.exchange;
    const reply = request.response as Reply;
    const mediaType = mediaTypeOf(route.replies[reply.status]);
    if (mediaType !== undefined) {
      request.response = download(mediaType, stripped(route, reply) as FileBody, correlationId);
      return;
    }
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "private, no-cache",
      "x-correlation-id": correlationId,
      ...retirement(route),
      ...declaredHeaders(route, reply),
    };
    const body = route.versioned && reply.status === 304 ? "" : JSON.stringify(stripped(route, reply));
    if (route.method !== "GET" || (body !== "" && reply.status !== 200)) {
      request.response = { statusCode: reply.status, headers, body };
      return;
    }
    const etag = etagOf(reply, body);
    const known = (request.event.headers["if-none-match"] ?? "")
      .split(/\s*,\s*/)
      .map(strong)
      .includes(etag);
    request.response =
      body === "" || known
        ? { statusCode: 304, headers: { ...headers, etag }, body: "" }
        : { statusCode: 200, headers: { ...headers, etag }, body };
  },
});
