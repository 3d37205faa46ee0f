import type { Contract, Route } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { Write } from "@preau/store";
import type * as z from "zod";

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** One request, checked against its route: what a use case is given. */
export interface Call<R extends Route = Route> {
  readonly principal: Principal;
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
  readonly correlationId: string;
  /** For versioned routes: the versions of the answer that the caller has (`If-None-Match`). */
  readonly has: readonly string[];
  /** For idempotent routes: the write that remembers the reply; commit it with the change it answers for. */
  remember(reply: Reply<R>): Write;
}

/** What a versioned route says instead of an answer that the caller has already. */
interface Unchanged {
  readonly status: 304;
  readonly version: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One of the replies a route declares, before it is stripped to its schema. */
export type Reply<R extends Route = Route> =
  | {
      [Status in keyof R["replies"] & number]: {
        readonly status: Status;
        readonly body: z.input<R["replies"][Status]>;
        /** Those the route declares; others do not leave. */
        readonly headers?: Readonly<Record<string, string>>;
        /** For versioned routes: the version of this answer, in letters, digits and points. */
        readonly version?: string;
      };
    }[keyof R["replies"] & number]
  | (R extends { readonly versioned: true } ? Unchanged : never);

/** A use case: decides, and leaves the wire to the runtime and the keys to the store. */
export type Operation<R extends Route, Deps> = (call: Call<R>, deps: Deps) => Promise<Reply<R>>;

/** The use cases a function serves, each under its operationId. */
export type Operations<C extends Contract, Names extends keyof C["routes"], Deps> = {
  readonly [Name in Names]: Operation<C["routes"][Name], Deps>;
};
