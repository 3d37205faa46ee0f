import { setTimeout as delay } from "node:timers/promises";

const TRIES = 600;
const EVERY_MS = 1000;

/**
 * Asks until it is answered, for ten minutes: before and after a run the school may be busy, and it is not what is judged. The level that the
 * run before has left takes three minutes a step to fall.
 */
export const insist = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tried === TRIES) throw error;
      await delay(EVERY_MS);
    }
  }
};
