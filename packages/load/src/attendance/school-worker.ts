import { parentPort, workerData } from "node:worker_threads";
import { simulateSchool } from "./simulate-school.ts";
import { emptyTally, sumOf } from "./tally.ts";

/** Plays the schools of these seeds, one after the other, and tells their sum. */
const { first, last, step } = workerData as { readonly first: number; readonly last: number; readonly step: number };

let tally = emptyTally;
for (let seed = first; seed <= last; seed += step) tally = sumOf(tally, await simulateSchool(seed));
parentPort?.postMessage(tally);
