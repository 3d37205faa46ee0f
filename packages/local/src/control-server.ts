import type { IncomingMessage, ServerResponse } from "node:http";
import { functionNameOf } from "./assembly/attributes.ts";
import type { BusEntry, BusResult, PutEvent } from "./events/bus.ts";
import { type HttpServer, listen } from "./gateway/listen.ts";
import { readBody } from "./gateway/read-body.ts";
import type { AsyncInvoker } from "./lambda/invoke-async.ts";
import { LambdaRefusal } from "./lambda/lambda-refusal.ts";
import type { Pool } from "./lambda/pool.ts";
import type { Conditions } from "./limits/conditions.ts";
import { controlConditions } from "./limits/control-conditions.ts";

/** Quotas of PutEvents. */
const maxEntries = 10;
const maxEventBytes = 256 * 1024;
const bodyLimitBytes = 8 * 1024 * 1024;

/**
 * The AWS APIs that no engine offers: EventBridge PutEvents and Lambda Invoke, for SDK clients inside functions. Under `/preau/`, the limits and
 * faults of this runtime, for load tests.
 */
export function startControlServer(options: {
  pool: Pool;
  invoker: AsyncInvoker;
  putEvent: PutEvent;
  conditions: Conditions;
}): Promise<HttpServer> {
  return listen(0, async (request, response) => {
    const body = (await readBody(request, bodyLimitBytes))?.toString("utf8");
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? "")?.[1];
    if (body === undefined) return refuse(response, 413, "RequestEntityTooLargeException", "The body is too large");
    if (request.method === "POST" && name !== undefined) {
      return invoke(options, functionNameOf(decodeURIComponent(name)), body || "{}", request, response);
    }
    if (request.url?.startsWith("/preau/") && (await controlConditions(options.conditions, request, body, response)))
      return;
    if (request.headers["x-amz-target"] === "AWSEvents.PutEvents") return putEvents(options.putEvent, body, response);
    refuse(
      response,
      400,
      "UnknownOperationException",
      `Not modelled locally: ${request.headers["x-amz-target"] ?? request.url}`,
    );
  });
}

async function putEvents(putEvent: PutEvent, body: string, response: ServerResponse): Promise<void> {
  const { Entries = [] }: { Entries?: BusEntry[] } = JSON.parse(body);
  const bytes = Entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
  if (Entries.length === 0 || Entries.length > maxEntries) {
    return refuse(
      response,
      400,
      "ValidationException",
      `1 to ${maxEntries} entries are allowed, ${Entries.length} given`,
    );
  }
  if (bytes > maxEventBytes)
    return refuse(response, 400, "ValidationException", "Total size of the entries in the request is over the limit.");
  const results: BusResult[] = await Promise.all(Entries.map(putEvent));
  json(response, 200, { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results });
}

async function invoke(
  { pool, invoker }: { pool: Pool; invoker: AsyncInvoker },
  name: string,
  payload: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!pool.names.includes(name))
    return refuse(response, 404, "ResourceNotFoundException", `Function not found: ${name}`);
  if (request.headers["x-amz-invocation-type"] === "Event") {
    invoker.invoke(name, payload);
    response.writeHead(202).end();
    return;
  }
  try {
    const outcome = await pool.invoke(name, payload);
    const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST" };
    response.writeHead(200, outcome.failed ? { ...headers, "x-amz-function-error": "Unhandled" } : headers);
    response.end(outcome.payload);
  } catch (error) {
    if (!(error instanceof LambdaRefusal)) throw error;
    refuse(response, error.status, error.name, error.message);
  }
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  json(response, status, { __type: type, message }, { "x-amzn-errortype": type });
}

function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
}
