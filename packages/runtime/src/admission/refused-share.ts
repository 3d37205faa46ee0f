import type { Priority } from "@preau/contract";
import type { Level } from "./rules.ts";

/** Shares, not walls: one half of the standard still passes at level 2. The essential have none at any level. */
const REFUSED: Readonly<Record<Level, Readonly<Record<Priority, number>>>> = {
  0: { essential: 0, standard: 0, deferrable: 0 },
  1: { essential: 0, standard: 0, deferrable: 1 },
  2: { essential: 0, standard: 0.5, deferrable: 1 },
  3: { essential: 0, standard: 1, deferrable: 1 },
};

/**
 * The share of requests of a priority that a brown-out level refuses, from 0 to 1. It is drawn anew for each request and knows
 * nothing of who asks: in March 2020 access was rationed by category of people, here it is by how long an answer can wait.
 */
export const refusedShare = (level: Level, priority: Priority): number => REFUSED[level][priority];
