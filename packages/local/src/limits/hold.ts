import { setTimeout as delay } from "node:timers/promises";
import type { FunctionModel } from "../assembly/functions.ts";
import type { InvocationLimits } from "./invocation-limits.ts";
import type { Meter } from "./meter.ts";

/** Memory to which Lambda gives one whole core; it gives less in proportion (docs "Configure Lambda function memory"). */
const MIB_PER_CORE = 1_769;
/** Shorter than what a timer can be trusted with. */
const LEAST_WAIT_MS = 0.5;

/** The part of a core that so many MiB have: the one given, else by the memory. More cores do not hasten one thread. */
export const coreOf = (memoryMb: number, coreShare?: number): number =>
  Math.min(1, coreShare ?? memoryMb / MIB_PER_CORE);

/** Milliseconds that work of `cpuMs` of processor takes on a part of a core: the one given, else that of the function's memory. */
export function busyMs(cpuMs: number, { memoryMb }: Pick<FunctionModel, "memoryMb">, coreShare?: number): number {
  return cpuMs / coreOf(memoryMb, coreShare);
}

/** Keeps an environment busy for as long as its part of a core would have taken, and counts it. What it really took counts if it is longer. */
export function holdFor(coreShare: number | undefined, meter: Meter): InvocationLimits["hold"] {
  return async (fn, begun, cpuMs = 0) => {
    const rest = begun + busyMs(cpuMs, fn, coreShare) - performance.now();
    if (rest > LEAST_WAIT_MS) await delay(rest);
    meter.spent(fn.name, cpuMs, performance.now() - begun);
  };
}
