import type { Chance } from "../faults/chance.ts";
import type { Limits } from "./limits.ts";

/** What the 99th percentile of a normal law is, in standard deviations. */
const P99 = 2.326_348;

/** Draws the milliseconds that a cold start takes: log-normal, with this median and this 99th percentile. */
export function drawColdStart({ medianMs, p99Ms }: Limits["coldStart"], chance: Chance): number {
  const spread = Math.log(p99Ms / medianMs) / P99;
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return medianMs * Math.exp(spread * normal);
}
