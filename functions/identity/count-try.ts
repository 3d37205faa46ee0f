import { LostRace } from "@preau/store/lost-race";
import { oneMore, waitSeconds } from "./attempts.ts";
import type { AttemptCounters, Counter } from "./store/attempts.ts";

export interface CountDeps {
  readonly attempts: Pick<AttemptCounters, "find" | "count">;
  /** Epoch seconds, real time. */
  now(): number;
}

/** In French, how long to wait. */
export const tooMany = (seconds: number): string =>
  `Trop d’essais : attendez ${seconds < 120 ? `${seconds} secondes` : `${Math.ceil(seconds / 60)} minutes`} avant de réessayer.`;

/**
 * Counts the try before the password or the code is looked at, so that tries sent together cannot all see the same count. A lost race
 * is tried once more: a double click must not be told to wait.
 */
export const countTry = async (
  login: string,
  deviceId: string,
  deps: CountDeps,
  again = true,
): Promise<Counter | { readonly seconds: number }> => {
  const counter = await deps.attempts.find(login, deviceId);
  const seconds = waitSeconds(counter.seen, counter.device, deps.now());
  if (seconds > 0) return { seconds };
  try {
    await deps.attempts.count(login, deviceId, counter, oneMore(counter.seen, deps.now()));
    return counter;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    return again ? countTry(login, deviceId, deps, false) : { seconds: 2 };
  }
};
