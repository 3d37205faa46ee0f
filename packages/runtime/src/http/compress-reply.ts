import { gzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** One packet on its way: below it nobody waits less for fewer bytes. */
const LEAST_BYTES = 1_200;

/** Whether an `Accept-Encoding` takes gzip (RFC 9110, 12.5.3): named, and not at weight 0. */
export const takesGzip = (acceptEncoding = ""): boolean =>
  acceptEncoding.split(",").some((part) => {
    const [coding = "", ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    return coding === "gzip" && !parameters.some((one) => /^q=0(\.0{0,3})?$/.test(one));
  });

/**
 * The same answer in fewer bytes, where it has some and its reader takes gzip: a first screen on a poor line, and what leaves AWS is paid by the
 * byte. API Gateway compresses no answer of an HTTP API by itself. The tag becomes weak: the bytes are others, what they say is the same (RFC
 * 9110, 8.8.3).
 */
export const compressed = (
  reply: APIGatewayProxyStructuredResultV2,
  acceptEncoding: string | undefined,
): APIGatewayProxyStructuredResultV2 => {
  const { body = "", headers = {}, isBase64Encoded = false } = reply;
  if (isBase64Encoded || body.length < LEAST_BYTES) return reply;
  const varying = { ...headers, vary: "accept-encoding" };
  if (!takesGzip(acceptEncoding)) return { ...reply, headers: varying };
  const { etag } = headers;
  return {
    ...reply,
    headers: { ...varying, "content-encoding": "gzip", ...(etag !== undefined && { etag: `W/${etag}` }) },
    body: gzipSync(body).toString("base64"),
    isBase64Encoded: true,
  };
};
