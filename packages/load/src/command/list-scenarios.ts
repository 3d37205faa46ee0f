import { intentsOf, lengthOf, peakOf } from "../generator/rate-profile.ts";
import type { Scenario } from "../generator/scenario.ts";

/** The scenarios, each with its length, its height and what it shows. */
export const listScenarios = (scenarios: readonly Scenario[]): string =>
  scenarios
    .map(({ name, title, story, phases }) => {
      const size = `${Math.round(lengthOf(phases))} s, up to ${peakOf(phases)} times the base, ${Math.round(intentsOf(phases))} intents for a base of 1`;
      return `${name}  (${title}; ${size})\n  ${story}`;
    })
    .join("\n");
