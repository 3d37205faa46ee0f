import { setTimeout as delay } from "node:timers/promises";

const TRIES = 20;
const EVERY_MS = 500;

/** Asks until it is answered, for ten seconds at least: before and after a run the school may be busy, and it is not what is judged. */
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
