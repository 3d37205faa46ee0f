import type { Priority } from "@preau/contract";
import { PRESSED, QUIET, shareAmongAccounts } from "./account-share.ts";
import { feelPressure } from "./local-pressure.ts";
import type { Refusal } from "./refusal.ts";
import { refusedShare } from "./refused-share.ts";
import { levelAt, type Rules } from "./rules.ts";
import { shareAmongSchools } from "./school-share.ts";

/** All that admission knows of a request. There is no role here, and no category of people: an answer waits, not a person. */
export interface Asking {
  readonly priority: Priority;
  readonly accountId: string;
  /** The school whose share it is; an account of no school has none. */
  readonly schoolId: string | undefined;
}

/** What an environment decides by, given from outside so that it can be played: a clock that never goes back, chance, throttles met. */
export interface Surroundings {
  readonly clock: () => number;
  readonly random: () => number;
  readonly throttles: () => number;
}

/**
 * The admission of one environment, asked before anything else is done for a request. In this order: a capability turned off refuses
 * everything; an account over its share is refused whatever it asks; then the essential pass, and of the rest the brown-out level
 * refuses a share, felt pressure the deferrable, and pressure of either kind a school over its share. Bounded memory, no wait.
 */
export const openAdmission = ({ clock, random, throttles }: Surroundings, isMetered = true) => {
  const accounts = shareAmongAccounts(clock);
  const schools = shareAmongSchools(clock);
  const pressure = feelPressure(throttles, clock, random);

  return ({ priority, accountId, schoolId }: Asking, rules: Rules, nowSeconds: number): Refusal | undefined => {
    if (rules.offUntil > nowSeconds) return { reason: "off" };
    const level = levelAt(rules, nowSeconds);
    const pressed = pressure.isOn();
    if (isMetered && !accounts.take(accountId, level > 0 || pressed ? PRESSED : QUIET)) return { reason: "account" };
    if (priority === "essential") return undefined;
    if (random() < refusedShare(level, priority)) return { reason: "level" };
    if (pressed && priority === "deferrable") return { reason: "pressure" };
    if (!isMetered || schoolId === undefined) return undefined;
    if ((level > 0 || pressed) && schools.isOver(schoolId)) return { reason: "school" };
    schools.served(schoolId, accountId);
    return undefined;
  };
};

export type Admission = ReturnType<typeof openAdmission>;
