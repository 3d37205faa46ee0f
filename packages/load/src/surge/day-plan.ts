import type { Crowd } from "../generator/intent.ts";
import type { RatePhase } from "../generator/rate-profile.ts";
import type { Ground, Scenario } from "../generator/scenario.ts";
import { gatherCrowd, type Speech } from "./gather-crowd.ts";
import type { Mix } from "./mix.ts";

/** A moment of school life as data: how many people want something, second by second, and what. */
export interface DayPlan {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  /** Rates as multiples of the base. */
  readonly phases: readonly RatePhase[];
  readonly mix: Mix;
}

/** The scenario that a plan describes. `speech` replaces how its devices speak, where that is broken on purpose. */
export const scenarioOf = ({ mix, ...plan }: DayPlan, speech?: Speech): Scenario => ({
  ...plan,
  gather: (ground: Ground): Promise<Crowd> => gatherCrowd(mix, ground, speech),
});

/** A stretch at one rate. */
export const steady = (name: string, seconds: number, times: number): RatePhase => ({
  name,
  seconds,
  from: times,
  to: times,
});

/** A stretch from one rate to another. */
export const ramp = (name: string, seconds: number, from: number, to: number): RatePhase => ({
  name,
  seconds,
  from,
  to,
});
