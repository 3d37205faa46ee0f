import type { DomainEvent } from "./event.ts";
import type { Problems } from "./problem.ts";
import type { Route } from "./route.ts";

/** All that the outside may know of a capability. */
export interface Contract<Routes extends Readonly<Record<string, Route>> = Readonly<Record<string, Route>>> {
  readonly name: string;
  /** One English sentence for the API reference. */
  readonly title: string;
  readonly problems: Problems;
  readonly routes: Routes;
}

/** Declares a contract without widening its routes. */
export const contract = <const Routes extends Readonly<Record<string, Route>>>(
  spec: Contract<Routes>,
): Contract<Routes> => spec;

export type TableVerb =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "BatchWriteItem"
  | "ConditionCheckItem";

/** The one table of a capability: `pk`, `sk`, `ttl`, and a stream when events leave by it. */
export interface TableSpec {
  readonly stream?: true;
  /** Sparse index keyed by person or class (`gsi1pk`, `gsi1sk`), keys only. */
  readonly gsi1?: true;
}

/** One Lambda function. Its entry point is the kebab-case of its name: `onRosterChanged` → `on-roster-changed.lambda.ts`. */
export interface FunctionSpec {
  /** Operations it serves. `api` serves every route that no other function names. */
  readonly routes?: readonly string[];
  /** Events that reach it through a queue of its own. */
  readonly consumes?: readonly DomainEvent[];
  /** Events it sends to the bus from the table's stream; `entities` are the item types that lead to one. */
  readonly publishes?: { readonly entities: readonly string[]; readonly events: readonly DomainEvent[] };
  /** Types of items whose committed changes reach it, in order: what it keeps beside them follows. */
  readonly follows?: readonly string[];
  /** Has a queue of its own, fed by the functions of its capability that name it in `defers`. */
  readonly wakes?: true;
  /** Functions of its capability that `wakes` to which it may leave something for later, a quarter of an hour at most. */
  readonly defers?: readonly string[];
  /** Functions of other capabilities it asks and waits for: `attendance.confirmPresence`. */
  readonly invokes?: readonly `${string}.${string}`[];
  /** Runs it by itself, in the time of Paris: minutes, hours, day of month, month, day of week by name, year (`0 3 * * ? *`). */
  readonly schedule?: { readonly cron: string };
  /** Hears the alarms that say that essential requests are refused (`onAlarm` of the runtime). */
  readonly onAlarms?: true;
  /** The verbs it may use on the table of its capability, and no others. */
  readonly table?: readonly TableVerb[];
  /** What it may do with the switchboard, beside reading it as every function does that serves HTTP. */
  readonly switchboard?: readonly TableVerb[];
  /** What it may do with objects of the capability's bucket. */
  readonly bucket?: readonly ("read" | "write" | "delete")[];
  /** Whether it sends mail (`openMailer` of the runtime). */
  readonly sendsMail?: true;
  /** Whether it sends SMS (`openSms` of the runtime). */
  readonly sendsSms?: true;
  /** Served by the issuer's own HTTP API, before any token exists: `"GET /jwks"`. */
  readonly issuerRoutes?: readonly string[];
  /** What its bundle may weigh when 560 KiB cannot do, and why. */
  readonly bundle?: { readonly kib: number; readonly because: string };
  /** Part of all requests that it serves when a bell rings (0.3 for the first screen); half a hundredth where nothing is said. */
  readonly bellShare?: number;
  readonly memoryMiB?: number;
  readonly timeoutSeconds?: number;
  /** At most this many at once; keeps one heavy job from eating the account's concurrency. */
  readonly concurrency?: number;
}

/** What the infrastructure, the local runtime and the generic tests know of a capability: data only. */
export interface Capability<C extends Contract = Contract> {
  readonly name: string;
  /** The team to wake. */
  readonly owner: string;
  /** What a school loses when it is down: the first line of its alarms. */
  readonly impact: string;
  readonly contract: C;
  readonly table: TableSpec;
  /** A bucket for files; its objects expire after so many days. */
  readonly bucket?: { readonly days: number };
  readonly functions: Readonly<Record<string, FunctionSpec>>;
}

/** Declares a capability without widening its contract. */
export const capability = <const C extends Contract>(spec: Capability<C>): Capability<C> => spec;

/** The operations a function serves: those it names or, for `api`, those that no other function names. */
export const routesOf = (spec: Capability, functionName: string): readonly string[] => {
  const named = spec.functions[functionName]?.routes;
  if (named !== undefined || functionName !== "api") return named ?? [];
  const elsewhere = new Set(Object.values(spec.functions).flatMap((other) => other.routes ?? []));
  return Object.keys(spec.contract.routes).filter((operation) => !elsewhere.has(operation));
};

/** What a function may do with the switchboard: read it if it serves HTTP, and what its manifest adds. */
export const switchboardVerbsOf = (spec: Capability, functionName: string): readonly TableVerb[] => [
  ...new Set<TableVerb>([
    ...(routesOf(spec, functionName).length > 0 ? (["Query"] as const) : []),
    ...(spec.functions[functionName]?.switchboard ?? []),
  ]),
];

/** The file of a function's entry point, without folder. */
export const entryFileOf = (functionName: string): string =>
  `${functionName.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.lambda.ts`;

/** The variable that names the queue of a function that `wakes`: `sendDue` → `LATER_SEND_DUE`. */
export const laterVariableOf = (functionName: string): string =>
  `LATER_${functionName.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
