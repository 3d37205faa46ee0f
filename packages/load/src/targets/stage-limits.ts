import { readFileSync } from "node:fs";
import type { Limits } from "@preau/local/limits/limits";
import { capabilityList } from "../../../../infra/capability-list.ts";
import { quotasOf } from "../../../../infra/scaling/quotas.ts";
import { warmThroughputOf } from "../../../../infra/scaling/table-capacity.ts";
import { stageNamed } from "../../../../infra/stages.ts";

/** Published figures of Lambda (see the sources in README): of each function in ten seconds, and requests a second for an environment. */
const STARTS_PER_10S = 1_000;
const REQUESTS_PER_CONCURRENCY = 10;
/** That allowance is of an account with cells of this size. */
const CELL_USERS = 100_000;
/** Milliseconds of a Node function of 512 MiB whose bundle weighs 320 to 550 KiB: about 250, with a long tail. */
const COLD_START = { medianMs: 250, p99Ms: 700 };
/** Units a second that DynamoDB takes of one partition key, and for how long the memory of a table's peak lasts. */
const PARTITION = { readUnits: 3_000, writeUnits: 1_000 };
const PEAK_MS = 30 * 60_000;

const needOf = (name: string): number => {
  const quota = quotasOf(stageNamed("local"), capabilityList).find((one) => one.name === name);
  if (quota === undefined) throw new Error(`the stage asks for no quota named ${name}`);
  return quota.needed;
};

/** The limits of AWS for the stage that `npm start` runs: what `npm run quotas` would ask for it. */
export const stageLimits = (): Limits => {
  const { users } = stageNamed("local");
  const rate = needOf("Throttle rate, requests a second");
  const { readUnitsPerSecond, writeUnitsPerSecond } = warmThroughputOf(stageNamed("local"));
  return {
    concurrency: needOf("Concurrent executions"),
    startsPer10s: (STARTS_PER_10S * users) / CELL_USERS,
    requestsPerConcurrency: REQUESTS_PER_CONCURRENCY,
    gateway: { rate, burst: rate / 2, routeShare: 1 },
    coldStart: COLD_START,
    partition: PARTITION,
    table: { readUnits: readUnitsPerSecond, writeUnits: writeUnitsPerSecond, peakMs: PEAK_MS },
    reservedShare: 1,
  };
};

/** The limits that a run asked for by name: `none`, `stage`, or a file whose fields replace those of `stage`. */
export const limitsNamed = (name: string, fixedPool?: number): Limits | undefined => {
  const limits =
    name === "none"
      ? undefined
      : { ...stageLimits(), ...(name === "stage" ? {} : JSON.parse(readFileSync(name, "utf8"))) };
  if (fixedPool === undefined) return limits;
  if (limits === undefined) throw new Error("--fixed-pool is a limit of its own: it does not go with --limits none");
  return { ...limits, fixedPool };
};
