import type * as z from "zod";
import type { Role } from "./role.ts";

/** Under pressure the deferrable are refused first; the essential (roll call, today's lessons, typed text) last. */
export type Priority = "essential" | "standard" | "deferrable";

/** Everything the outside may know of one operation. The key under which a contract lists it is its operationId. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/v1/${string}`;
  /** One English sentence for the API reference. */
  readonly summary: string;
  /** Who may call it at all. With `{schoolId}` in the path the role must be held in that school. */
  readonly roles: readonly Role[];
  readonly priority: Priority;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly replies: Readonly<Record<number, z.ZodType>>;
  /** Headers the use case may set on its reply, in lower case: standards that page by `link` and `x-total-count`. */
  readonly headers?: readonly string[];
  /** A read whose use case names the version of its answer: it may say that the caller has it already, before reading it. */
  readonly versioned?: true;
  /** Codes of the capability this route may answer, besides the kernel's. */
  readonly problems?: readonly string[];
  /** Commands and creations: an `Idempotency-Key` is required and replays the first answer for seven days. */
  readonly idempotent?: true;
  /** Announces retirement (RFC 9745 and RFC 8594); dates are ISO instants. */
  readonly deprecated?: { readonly since: string; readonly sunset: string; readonly link: string };
}

/** Names the type of a route without widening it, so that use cases and clients are typed from it. */
export const route = <const R extends Route>(spec: R): R => spec;
