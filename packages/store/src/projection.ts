import { LostRace, orLostRace } from "./lost-race.ts";

/** The condition of a projection: write only over nothing, or over an older version of the same entity. */
export const olderThan = (version: number) => ({
  or: [
    { attr: "version" as const, exists: false as const },
    { attr: "version" as const, lt: version },
  ],
});

/** Runs a write conditional on its version: true when it took place, false when a newer state was already there (which is fine). */
export const unlessNewer = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await orLostRace(write);
    return true;
  } catch (error) {
    if (error instanceof LostRace) return false;
    throw error;
  }
};
