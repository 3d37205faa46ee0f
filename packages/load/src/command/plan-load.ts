import { showTable } from "../bench/show-table.ts";
import { intentsOf, lengthOf, peakOf, phaseRecords, scaledPhases } from "../generator/rate-profile.ts";
import { KEPT_TO_CHECK } from "../generator/request-cap.ts";
import type { Scenario } from "../generator/scenario.ts";
import type { LoadOptions } from "./read-load-options.ts";

const BASE_HERE = 6;
const BASE_ELSEWHERE = 2;
/** Requests that an intent may take, all retries counted: what the clients' budget allows. */
const ATTEMPTS = 1.15;

/** What a run will do, before it does it. */
export interface LoadPlan {
  readonly scenario: Scenario;
  readonly base: number;
  readonly stretch: number;
  readonly seconds: number;
  readonly intents: number;
  readonly peak: number;
  /** Requests in the fullest second and in all that chance may bring, retries counted. */
  readonly most: { readonly perSecond: number; readonly total: number };
}

/** What happens by chance at most: five standard deviations of a Poisson count. */
const atMost = (mean: number): number => Math.ceil(mean + 5 * Math.sqrt(mean));

/** Works out a run. Throws when no scenario has that name, or when the cap does not leave room for it. */
export const planLoad = (
  scenarios: readonly Scenario[],
  { scenario: name, base: asked, seconds, elsewhere, cap }: LoadOptions,
): LoadPlan => {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined)
    throw new Error(`No scenario is named ${name}. There are: ${scenarios.map((one) => one.name).join(", ")}`);
  const base = asked ?? (elsewhere === undefined ? BASE_HERE : BASE_ELSEWHERE);
  const stretch = seconds === undefined ? 1 : seconds / lengthOf(scenario.phases);
  const phases = scaledPhases(scenario.phases, base, stretch);
  const most = { perSecond: atMost(peakOf(phases) * ATTEMPTS), total: atMost(intentsOf(phases) * ATTEMPTS) };
  if (cap !== undefined && (most.perSecond > cap.perSecond || most.total > cap.total * (1 - KEPT_TO_CHECK)))
    throw new Error(
      `This run may send ${most.perSecond} requests in a second and ${most.total} in all; the cap is ${cap.perSecond} and ${cap.total}, of which a tenth is kept to read back what was written. Lower --base or --seconds, or raise --cap and --cap-total.`,
    );
  return { scenario, base, stretch, seconds: lengthOf(phases), intents: intentsOf(phases), peak: peakOf(phases), most };
};

/** The plan as it is read before a run, and all there is of a dry one. */
export const showPlan = (
  { scenario, base, stretch, seconds, intents, peak, most }: LoadPlan,
  details: readonly string[],
): string => {
  const phases = scaledPhases(scenario.phases, base, stretch);
  const rows = phaseRecords(phases).map(({ name, fromSecond, toSecond }, index) => ({
    phase: name,
    "from s": Math.round(fromSecond),
    "to s": Math.round(toSecond),
    "intents a second": `${(phases[index]?.from ?? 0).toFixed(1)} to ${(phases[index]?.to ?? 0).toFixed(1)}`,
  }));
  return [
    `${scenario.name}: ${scenario.title}`,
    scenario.story,
    "",
    showTable(rows),
    "",
    `${Math.round(intents)} intents in ${Math.round(seconds)} s, ${peak.toFixed(0)} a second at most; with retries and chance ${most.perSecond} requests in the fullest second, ${most.total} in all`,
    ...details,
  ].join("\n");
};
