import type { Limits } from "@preau/local/limits/limits";
import { stageLimits } from "../targets/stage-limits.ts";
import { assemblyOf } from "./assembly-of.ts";

/** For the functions without a reservation. */
const UNRESERVED = 40;

/** AWS's limits for the assembly of a large stage, whole: environments are ample for this machine's rates, before any capacity is fixed. */
export const ampleLimits = (assembly: string): Limits => {
  const { functions } = assemblyOf(assembly);
  const reserved = functions.reduce((sum, fn) => sum + (fn.reservedConcurrency ?? 0), 0);
  const stage = stageLimits();
  return { ...stage, concurrency: reserved + UNRESERVED, reservedShare: 1, startsPer10s: stage.startsPer10s * 2 };
};
