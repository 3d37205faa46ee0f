import type { Contract, Route } from "@preau/contract";
import type * as z from "zod";

type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a call takes: only the parts its route declares, as they are sent. */
export type Asked<R extends Route> = {
  [Part in "params" | "query" | "body" as R[Part] extends z.ZodType ? Part : never]: Sent<R[Part]>;
} & {
  /** For commands: names this sending, so that sending it again changes nothing. Made up when left out. */
  readonly idempotencyKey?: string;
};

/** The body of the replies a route declares. */
export type Received<R extends Route> = z.output<R["replies"][keyof R["replies"]]>;

type Parts<R extends Route> = keyof Omit<Asked<R>, "idempotencyKey" | "query">;

/** A function per operation of a contract; the argument may be left out where nothing is required. */
export type ClientOf<C extends Contract> = {
  readonly [Name in keyof C["routes"]]: [Parts<C["routes"][Name]>] extends [never]
    ? (asked?: Partial<Asked<C["routes"][Name]>>) => Promise<Received<C["routes"][Name]>>
    : (
        asked: Omit<Asked<C["routes"][Name]>, "query"> &
          Partial<Pick<Asked<C["routes"][Name]>, keyof Asked<C["routes"][Name]> & "query">>,
      ) => Promise<Received<C["routes"][Name]>>;
};
