import type { Limits } from "@preau/local/limits/limits";
import { stageLimits } from "../targets/stage-limits.ts";
import { assemblyOf } from "./assembly-of.ts";

/** Of what a large stage sets aside for each function, so much: environments are processes here. */
const RESERVED = 0.1;
/** For the functions without a reservation. */
const UNRESERVED = 40;

/** AWS's limits for the assembly of a large stage, scaled down to this machine, before any capacity is fixed. */
export const ampleLimits = (assembly: string): Limits => {
  const { functions } = assemblyOf(assembly);
  const reserved = functions.reduce((sum, fn) => sum + Math.round((fn.reservedConcurrency ?? 0) * RESERVED), 0);
  const stage = stageLimits();
  return {
    ...stage,
    concurrency: reserved + UNRESERVED,
    reservedShare: RESERVED,
    startsPer10s: stage.startsPer10s * 2,
  };
};
