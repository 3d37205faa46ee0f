import { type Random, randomFrom } from "@preau/demo/world/random";
import { emptyTally, phoneOf, type Tally } from "./phone.ts";
import { type Fault, type Issuer, ringBetween, virtualIssuer } from "./virtual-issuer.ts";

const DAY = 86_400;

/** A Monday morning; the first key of the ring is then fifty days old, so that it is replaced under way. */
export const START = Math.floor(Date.UTC(2026, 10, 23) / 1000);

/** When a phone is used: several times on a school day, seldom at the weekend, never at night, and not at all for one stretch of up to eight weeks. */
const openingsOf = (random: Random, days: number): readonly number[] => {
  const perDay = 1 + random.int(4);
  const away = random.int(days);
  const back = away + random.int(Math.min(56, days));
  return Array.from({ length: days }, (_, day) => {
    if (day > away && day < back && random.chance(0.5)) return [];
    const isWeekend = day % 7 > 4;
    const times = isWeekend ? random.int(2) : random.int(perDay + 1);
    return Array.from({ length: times }, () => START + day * DAY + 6.5 * 3_600 + random.int(16 * 3_600)).sort(
      (a, b) => a - b,
    );
  }).flat();
};

/** Lives through one phone's openings. */
export const liveThrough = async (
  issuer: Issuer,
  clock: { at: number },
  random: Random,
  tally: Tally,
  days: number,
): Promise<void> => {
  clock.at = START;
  const phone = phoneOf(issuer, clock, random, tally, await issuer.signIn());
  const hasTabs = random.chance(0.3);
  for (const at of openingsOf(random, days)) {
    clock.at = Math.max(at, clock.at);
    await (hasTabs && random.chance(0.3) ? phone.openTwice() : phone.open());
    if (phone.isOut()) {
      tally.signedOut += 1;
      return;
    }
  }
};

/**
 * Plays phones over virtual days against the very decisions that are deployed, each with an issuer of its own: tokens of two people
 * never meet. `fault` plants one.
 */
export const simulatePhones = async (options: {
  readonly phones: number;
  readonly days: number;
  readonly seed: number;
  readonly fault?: Fault;
}): Promise<Tally> => {
  const { phones, days, seed, fault } = options;
  const tally = emptyTally();
  const ring = ringBetween(START - 50 * DAY, START + days * DAY);
  for (let index = 0; index < phones; index += 1) {
    const random = randomFrom(seed + index);
    const clock = { at: START };
    const issuer = virtualIssuer(clock, { random, ring, ...(fault && { fault }) });
    await liveThrough(issuer, clock, random, tally, days);
  }
  return tally;
};
