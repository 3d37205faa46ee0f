import type { Contract, Route } from "@preau/contract";
import { problemOf } from "./api-problem.ts";
import type { ClientOf } from "./operation-types.ts";
import { isRetryable, RetryBudget, waitBefore } from "./retry-budget.ts";

export interface ClientOptions {
  /** Where the API answers, without `/v1`. */
  readonly baseUrl: string;
  /** The access token to send; asked again for each attempt, so that a renewed one is used. */
  token(): string | Promise<string>;
  readonly fetch?: typeof fetch;
  /** Attempts in all for one call (default 4). */
  readonly attempts?: number;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

const urlOf = (baseUrl: string, route: Route, { params = {}, query = {} }: Parts): string => {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])),
  ).toString();
  return `${baseUrl}${path}${search === "" ? "" : `?${search}`}`;
};

/**
 * A client typed from contracts: `client.attendance.readRollCall({ params })`. Reads are conditional (a known answer is not sent again),
 * commands carry an idempotency key kept over their retries, pressure is met with jittered waits out of one budget.
 * Throws `ApiProblem` for a refusal and lets network errors through once the attempts are spent.
 */
export const createClient = <const Contracts extends Readonly<Record<string, Contract>>>(
  contracts: Contracts,
  {
    baseUrl,
    token,
    fetch: send = fetch,
    attempts = 4,
    wait = (ms) => new Promise((done) => setTimeout(done, ms)),
  }: ClientOptions,
): { readonly [Name in keyof Contracts]: ClientOf<Contracts[Name]> } => {
  const budget = new RetryBudget();
  const known = new Map<string, { readonly etag: string; readonly body: unknown }>();

  const attempt = async (route: Route, parts: Parts, key: string | undefined): Promise<Response> => {
    const url = urlOf(baseUrl, route, parts);
    const etag = known.get(url)?.etag;
    budget.earn();
    return send(url, {
      method: route.method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(parts.body !== undefined && { "content-type": "application/json" }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...(route.method === "GET" && etag !== undefined && { "if-none-match": etag }),
      },
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
    });
  };

  const persist = async (route: Route, parts: Parts): Promise<Response> => {
    const key = route.idempotent ? (parts.idempotencyKey ?? crypto.randomUUID()) : undefined;
    const safe = route.method === "GET" || key !== undefined;
    for (let tried = 1; ; tried += 1) {
      const last = tried >= attempts || !safe;
      try {
        const response = await attempt(route, parts, key);
        if (!isRetryable(response.status) || last || !budget.spend()) return response;
        await wait(waitBefore(tried, response.headers.get("retry-after")));
      } catch (error) {
        if (last || !budget.spend()) throw error;
        await wait(waitBefore(tried, null));
      }
    }
  };

  const call =
    (route: Route) =>
    async (parts: Parts = {}): Promise<unknown> => {
      const response = await persist(route, parts);
      const url = urlOf(baseUrl, route, parts);
      if (response.status === 304) return known.get(url)?.body;
      if (!response.ok) throw await problemOf(response);
      const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
      if (name !== undefined) return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
      const body: unknown = await response.json();
      const etag = response.headers.get("etag");
      if (route.method === "GET" && etag !== null) known.set(url, { etag, body });
      return body;
    };

  const clients = Object.entries(contracts).map(([name, { routes }]) => [
    name,
    Object.fromEntries(Object.entries(routes).map(([operation, route]) => [operation, call(route)])),
  ]);
  return Object.fromEntries(clients);
};
