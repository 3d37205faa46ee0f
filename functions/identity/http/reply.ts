import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { pagePolicy } from "../pages/layout.ts";

export type HttpReply = APIGatewayProxyStructuredResultV2;

/** Headers of every page: never stored, never framed, nothing guessed, nothing told to the next site. */
export const pageHeaders = (formTargets: readonly string[] = []): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": pagePolicy(formTargets),
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
});

/** A page as an answer. */
export const pageReply = (statusCode: number, page: string, formTargets: readonly string[] = []): HttpReply => ({
  statusCode,
  headers: pageHeaders(formTargets),
  body: page,
});
