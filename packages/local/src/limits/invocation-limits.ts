import type { FunctionModel } from "../assembly/functions.ts";

/** What stands between callers and environments while limits are on; the pool asks it at each turn. */
export interface InvocationLimits {
  /** Processes that may exist at once, idle ones included. */
  readonly maxProcesses: number;
  /** Takes a place for an invocation: at once, or by a promise of its turn (fixed pool). Throws LambdaRefusal where Lambda would refuse. */
  enter(fn: FunctionModel): Promise<void> | undefined;
  /** Asks for a new environment; gives the milliseconds before which it serves nothing. Throws LambdaRefusal where Lambda would refuse. */
  start(fn: FunctionModel): number;
  /** Environments of the function that stay although they are idle. */
  kept(fn: FunctionModel): number;
  /** Resolves once an invocation begun at `begun` (`performance.now()`) that took `cpuMs` would have ended on its part of a core. */
  hold(fn: FunctionModel, begun: number, cpuMs: number | undefined): Promise<void>;
  /** Gives the place back. */
  leave(fn: FunctionModel): void;
}
