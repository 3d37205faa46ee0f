import { Agent, type ClientRequest, request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest, Agent as TlsAgent } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import { Answer } from "./answer.ts";
import { PATIENCE_MS, type Wire } from "./intent.ts";
import { CapCount, KEPT_TO_CHECK, type RequestCap } from "./request-cap.ts";
import { currentTrace, type Trace } from "./trace.ts";

/** The ten seconds of an intent are over: nothing leaves for it any more. */
export class OutOfPatience extends Error {
  override readonly name = "OutOfPatience";
}

export interface WireOptions {
  /** The only origins that are ever spoken to: `http://localhost:8080`. */
  readonly origins: readonly string[];
  readonly cap?: RequestCap;
  /** Told once when the cap holds a request of a run back. */
  readonly onCap?: (limit: string) => void;
}

const bodyOf = (body: RequestInit["body"]): string | Uint8Array | undefined => {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError("a wire sends text, forms and bytes");
};

const headersOf = ({ headers = {}, body }: RequestInit): Record<string, string> => {
  const plain = headers instanceof Headers || Array.isArray(headers) ? Object.fromEntries(headers) : { ...headers };
  if (body instanceof URLSearchParams) plain["content-type"] ??= "application/x-www-form-urlencoded;charset=UTF-8";
  return plain;
};

const bytesOf = (url: URL, headers: Readonly<Record<string, string>>, body: string | Uint8Array | undefined): number =>
  Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + value.length + 4,
    url.pathname.length + url.search.length + 20 + (body === undefined ? 0 : Buffer.byteLength(body)),
  );

/**
 * Speaks HTTP for every device of a run: keep-alive connections, no redirect followed, no origin but the target's, every attempt counted in the
 * trace of its intent and cut at its deadline, and answers compressed as telephones ask for them. Node's own client costs about half of the processor of its `fetch`.
 */
export const createWire = ({
  origins,
  cap = { perSecond: Infinity, total: Infinity },
  onCap,
}: WireOptions): Wire & { close(): void } => {
  const agents = { "http:": new Agent({ keepAlive: true }), "https:": new TlsAgent({ keepAlive: true }) };
  const count = new CapCount(cap);
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));

  /** A run stops at its cap; what only prepares it waits. */
  const mayLeave = async (trace: Trace | undefined): Promise<void> => {
    for (;;) {
      const said = count.take(
        performance.now(),
        trace === undefined || !Number.isFinite(cap.total) ? 0 : cap.total * KEPT_TO_CHECK,
      );
      if (said === "allowed") return;
      if (trace !== undefined || said === "in all") {
        onCap?.(said);
        throw new Error(`the cap of requests ${said} is reached`);
      }
      await delay(20);
    }
  };

  const exchange = (
    url: URL,
    method: string,
    headers: Record<string, string>,
    body: string | Uint8Array | undefined,
    trace: Trace | undefined,
  ) =>
    new Promise<Answer>((resolve, reject) => {
      const [send, agent] =
        url.protocol === "https:" ? [httpsRequest, agents["https:"]] : [httpRequest, agents["http:"]];
      const options: RequestOptions = { agent, method, headers };
      const request: ClientRequest = send(url, options, (message) => {
        const chunks: Buffer[] = [];
        message.on("data", (chunk: Buffer) => chunks.push(chunk));
        message.on("error", fail);
        message.on("end", () => {
          const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
          trace?.open.delete(request);
          trace?.statuses.push(message.statusCode ?? 0);
          if (trace)
            trace.bytesIn += whole.byteLength + message.rawHeaders.reduce((sum, text) => sum + text.length + 2, 20);
          resolve(new Answer(message, whole));
        });
      });
      const fail = (error: Error): void => {
        if (trace?.open.delete(request)) trace.statuses.push(0);
        reject(error);
      };
      request.on("error", fail);
      trace?.open.add(request);
      if (trace === undefined) request.setTimeout(3 * PATIENCE_MS, () => request.destroy(new OutOfPatience()));
      request.end(body);
    });

  const send = async (target: string | URL | Request, init: RequestInit = {}): Promise<Answer> => {
    const trace = currentTrace();
    if (trace && performance.now() >= trace.deadline) throw new OutOfPatience();
    if (target instanceof Request) throw new TypeError("a wire is given an address, not a Request");
    const url = new URL(target);
    if (!allowed.has(url.origin)) throw new Error(`${url.origin} is not the target of this run`);
    await mayLeave(trace);
    const headers: Record<string, string> = { "accept-encoding": "gzip", ...headersOf(init) };
    const body = bodyOf(init.body);
    if (body !== undefined) headers["content-length"] = String(Buffer.byteLength(body));
    if (trace) {
      trace.attempts += 1;
      trace.bytesOut += bytesOf(url, headers, body);
    }
    return exchange(url, init.method ?? "GET", headers, body, trace);
  };

  return {
    // Clients read no more of a response than an `Answer` has.
    fetch: send as unknown as typeof fetch,
    wait: async (milliseconds) => {
      const trace = currentTrace();
      if (trace && performance.now() + milliseconds >= trace.deadline) throw new OutOfPatience();
      await delay(milliseconds);
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
};
