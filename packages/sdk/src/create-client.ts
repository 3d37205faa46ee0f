import type { Contract, Route } from "@preau/contract";
import { problemOf } from "./api-problem.ts";
import type { ClientOf } from "./operation-types.ts";
import { type Attempt, persist } from "./persist.ts";
import { RetryBudget } from "./retry-budget.ts";

export interface ClientOptions {
  /** Where the API answers, without `/v1`. */
  readonly baseUrl: string;
  /** The access token to send; asked again for each attempt, so that a renewed one is used. */
  token(): string | Promise<string>;
  readonly fetch?: typeof fetch;
  /** Attempts in all for one call (default 4). */
  readonly attempts?: number;
  /** Milliseconds that one call may take, waits included (default 10,000): no attempt begins that could not end in them. */
  readonly timeBudgetMs?: number;
  /** Told of each attempt once it ended: attempts over calls is what a surge is judged by. */
  readonly onAttempt?: (attempt: Attempt) => void;
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Milliseconds that never go back (default `performance.now`). */
  readonly clock?: () => number;
  /** From 0 to 1 (default `Math.random`). */
  readonly random?: () => number;
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
 * commands carry an idempotency key kept over their retries, pressure is met with jittered waits out of one budget and ten seconds a call.
 * Throws `ApiProblem` for a refusal and lets network errors through once the attempts are spent.
 */
export const createClient = <const Contracts extends Readonly<Record<string, Contract>>>(
  contracts: Contracts,
  {
    baseUrl,
    token,
    fetch: send = fetch,
    attempts = 4,
    timeBudgetMs = 10_000,
    onAttempt,
    wait = (ms) => new Promise((done) => setTimeout(done, ms)),
    clock = () => performance.now(),
    random = Math.random,
  }: ClientOptions,
): { readonly [Name in keyof Contracts]: ClientOf<Contracts[Name]> } => {
  const budget = new RetryBudget();
  const patience = { attempts, timeBudgetMs, clock, random, wait, ...(onAttempt && { onAttempt }) };
  const known = new Map<string, { readonly etag: string; readonly body: unknown }>();

  const sendOnce = async (
    route: Route,
    parts: Parts,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<Response> => {
    const url = urlOf(baseUrl, route, parts);
    const etag = known.get(url)?.etag;
    return send(url, {
      method: route.method,
      signal,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(parts.body !== undefined && { "content-type": "application/json" }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...(route.method === "GET" && etag !== undefined && { "if-none-match": etag }),
      },
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
    });
  };

  const call =
    (capability: string, operation: string, route: Route) =>
    async (parts: Parts = {}): Promise<unknown> => {
      const key = route.idempotent ? (parts.idempotencyKey ?? crypto.randomUUID()) : undefined;
      const repeatable = route.method === "GET" || key !== undefined;
      const intent = { capability, operation, priority: route.priority, repeatable };
      const response = await persist(intent, (signal) => sendOnce(route, parts, key, signal), budget, patience);
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
    Object.fromEntries(Object.entries(routes).map(([operation, route]) => [operation, call(name, operation, route)])),
  ]);
  return Object.fromEntries(clients);
};
