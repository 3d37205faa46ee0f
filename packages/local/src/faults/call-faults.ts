import type { Faults } from "../limits/limits.ts";
import type { Chance } from "./chance.ts";

/** What happens to one call of DynamoDB. */
export type CallFault = "throttle" | "timeout" | "lost answer";

/** Draws what happens to the next call; the shares add up, none happens together with another. */
export function drawCallFault(
  { throttles = 0, timeouts = 0, lostAnswers = 0 }: Faults,
  chance: Chance,
): CallFault | undefined {
  if (throttles + timeouts + lostAnswers === 0) return undefined;
  const drawn = chance();
  if (drawn < throttles) return "throttle";
  if (drawn < throttles + timeouts) return "timeout";
  return drawn < throttles + timeouts + lostAnswers ? "lost answer" : undefined;
}
