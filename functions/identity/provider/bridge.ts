import { type IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { HttpReply } from "../http/reply.ts";
import { bodyOf, type HttpRequest } from "../http/request.ts";

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The headers the provider may see: the public address is the issuer's, whatever a caller pretends in `Host` or `X-Forwarded-*`. */
const headersOf = (request: HttpRequest, issuer: URL, length: number): IncomingHttpHeaders => {
  const kept = Object.entries(request.headers).filter(([name]) => !name.toLowerCase().startsWith("x-forwarded-"));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value])),
    host: issuer.host,
    "x-forwarded-proto": issuer.protocol.replace(":", ""),
    "content-length": String(length),
    ...(request.cookies && { cookie: request.cookies.join("; ") }),
  };
};

const incoming = (request: HttpRequest, issuer: URL): IncomingMessage => {
  const body = bodyOf(request);
  const message = new IncomingMessage(new Socket());
  message.method = request.requestContext.http.method;
  message.url = request.rawPath + (request.rawQueryString === "" ? "" : `?${request.rawQueryString}`);
  message.headers = headersOf(request, issuer, body.length);
  message.push(body);
  message.push(null);
  return message;
};

/** A response that keeps what is written to it. */
class KeptResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }

  override end(chunk?: unknown): this {
    if (typeof chunk === "string" || Buffer.isBuffer(chunk)) this.#chunks.push(Buffer.from(chunk as string));
    this.finished = true;
    this.emit("finish");
    return this;
  }
}

/** Gives a request of the HTTP API (payload 2.0) to a Node handler and waits for its whole answer. */
export const bridge = async (handler: NodeHandler, request: HttpRequest, issuerUrl: string): Promise<HttpReply> => {
  const message = incoming(request, new URL(issuerUrl));
  const response = new KeptResponse(message);
  await new Promise((done, fail) => {
    response.once("finish", done);
    Promise.resolve(handler(message, response)).catch(fail);
  });
  const { "set-cookie": cookies, ...headers } = response.getHeaders();
  return {
    statusCode: response.statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(cookies !== undefined && { cookies: [cookies].flat().map(String) }),
    body: response.text,
  };
};
