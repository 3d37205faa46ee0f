import type { Priority } from "@preau/contract";
import type { Stage } from "../stages.ts";
import { demandOf } from "./demand.ts";

/** A gateway's figure is a target and not a ceiling: twice what must pass leaves it room to be wrong. */
const MARGIN = { essential: 2, standard: 2, deferrable: 1 } as const;
/** A route that nobody expects at a bell may still have its hour (a Sunday evening, a class council). */
const LEAST_SHARE = 0.02;
/** Below this, a school of fifty people could be refused at its own bell. */
const LEAST_RPS = 20;

/**
 * The rate (requests a second) and burst at which the gateway refuses a route of a priority, whose function serves that `share` of a bell;
 * for the stage as a whole, say `essential`. An essential route may take all that the stage takes: beyond its surge, what is refused first is
 * what others send more of than the stage was built for.
 */
export const throttleOf = (stage: Pick<Stage, "users" | "surge">, priority: Priority, share = 1) => {
  const part = priority === "essential" ? 1 : Math.max(LEAST_SHARE, share);
  const rate = Math.max(LEAST_RPS, Math.ceil(demandOf(stage).peakRps * MARGIN[priority] * part));
  return { rate, burst: rate * 2 };
};
