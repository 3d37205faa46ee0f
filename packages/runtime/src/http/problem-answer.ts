import type { ProblemDetails, ProblemSpec } from "@preau/contract";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { retryAfterOf } from "../admission/retry-after.ts";

/** A problem as it leaves: an RFC 9457 document, never kept by a cache, with a jittered `Retry-After` where asking again helps. */
export const problemAnswer = (
  code: string,
  { status, title }: ProblemSpec,
  correlationId: string,
  details: ProblemDetails = {},
  random: () => number = Math.random,
): APIGatewayProxyStructuredResultV2 => {
  const retryAfter = retryAfterOf(code, status, random);
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "cache-control": "no-store",
      "x-correlation-id": correlationId,
      ...(retryAfter !== undefined && { "retry-after": retryAfter }),
    },
    body: JSON.stringify({ type: `urn:preau:problem:${code}`, title, status, code, ...details, correlationId }),
  };
};
