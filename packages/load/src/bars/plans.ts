import type { RatePhase } from "../generator/rate-profile.ts";
import { type DayPlan, ramp, steady } from "../surge/day-plan.ts";
import { ORDINARY } from "../surge/ordinary-mix.ts";
import { lockdown } from "../surge/scenarios.ts";

/** Seconds of each stretch: long ones to be believed, short ones to try things out. */
interface Lengths {
  readonly base: number;
  readonly rise: number;
  readonly surge: number;
  readonly descent: number;
  readonly after: number;
}

const FULL: Lengths = { base: 45, rise: 10, surge: 120, descent: 10, after: 45 };
const QUICK: Lengths = { base: 15, rise: 3, surge: 20, descent: 3, after: 25 };

const phasesOf = ({ base, rise, surge, descent, after }: Lengths, times: number): readonly RatePhase[] => [
  steady("base", base, 1),
  ramp("rise", rise, 1, times),
  steady("surge", surge, times),
  ramp("descent", descent, times, 1),
  steady("after", after, 1),
];

/** The first day of lockdown, or the same in a minute. */
export const surgePlan = (quick: boolean): DayPlan =>
  quick ? { ...lockdown, phases: phasesOf({ ...QUICK, surge: 25 }, 5) } : lockdown;

/** Ten times the ordinary rate. */
export const surge10Plan = (quick: boolean): DayPlan => ({
  name: "surge10",
  title: "Dix fois l’ordinaire sur la capacité de quatre",
  story:
    "Ten times the ordinary rate within ten seconds, where capacity is fixed at four times: most must be refused, and nobody for what he is.",
  phases: phasesOf(quick ? QUICK : FULL, 10),
  mix: ORDINARY,
});

/** Twice the ordinary rate for a moment: everything is warm, and what an intent costs is known. */
export const warmPlan = (quick: boolean): DayPlan => ({
  name: "warm-up",
  title: "Mise en température",
  story: "Every function is started, and what an intent takes of a processor is measured.",
  phases: [steady("warm", quick ? 10 : 25, 2)],
  mix: ORDINARY,
});
