import type { Priority } from "@preau/contract";
import type { Stage } from "../stages.ts";
import { demandOf } from "./demand.ts";

/** The share of the stage's rate that a route of a priority may take: the deferrable are stopped long before the essential. */
const SHARE = { essential: 1, standard: 0.6, deferrable: 0.2 } as const;

/** A gateway's figure is a target and not a ceiling: twice what must pass leaves it room to be wrong. */
const MARGIN = 2;
/** Below this, a school of fifty people could be refused at its own bell. */
const LEAST_RPS = 20;

/** The rate (requests a second) and burst at which the gateway refuses, for the stage and for each priority. */
export const throttleOf = (stage: Pick<Stage, "users" | "surge">, priority: Priority) => {
  const rate = Math.max(LEAST_RPS, Math.ceil(demandOf(stage).peakRps * MARGIN * SHARE[priority]));
  return { rate, burst: rate * 2 };
};
