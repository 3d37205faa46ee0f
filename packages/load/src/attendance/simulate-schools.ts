import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Plant, simulateSchool } from "./simulate-school.ts";
import { emptyTally, faultsOf, sumOf, type Tally } from "./tally.ts";

/** A school calls at least this many rolls in its two weeks. */
export const ROLL_CALLS_PER_SCHOOL = 440;

/** Plays schools one after the other. */
export const simulateSchools = async (schools: number, plant?: Plant): Promise<Tally> => {
  let tally = emptyTally;
  for (let seed = 1; seed <= schools; seed += 1) tally = sumOf(tally, await simulateSchool(seed, { plant }));
  return tally;
};

/** Plays schools until something is wrong in one of them, `most` at most; how many it took, and what became of them. */
export const simulateUntilSeen = async (most: number, plant: Plant) => {
  let tally = emptyTally;
  for (let seed = 1; seed <= most; seed += 1) {
    tally = sumOf(tally, await simulateSchool(seed, { plant }));
    if (Object.values(faultsOf(tally)).some((count) => count > 0)) return { schools: seed, tally };
  }
  return { schools: most, tally };
};

/** Plays the same schools on every core; what they share is their code. */
export const simulateSchoolsTogether = async (schools: number): Promise<Tally> => {
  const step = Math.min(schools, availableParallelism());
  const tallies = await Promise.all(
    Array.from({ length: step }, async (_, index): Promise<Tally> => {
      const workerData = { first: index + 1, last: schools, step };
      const worker = new Worker(new URL("./school-worker.ts", import.meta.url), { workerData });
      const [tally] = await once(worker, "message");
      return tally as Tally;
    }),
  );
  return tallies.reduce(sumOf, emptyTally);
};
