import type { Stage } from "../stages.ts";
import { demandOf } from "./demand.ts";

type Size = Pick<Stage, "users" | "surge">;

/** Units that a request costs at most, on average: reads are dearer than in a year's mean (1.46) because a bell begins with a home page. */
const UNITS = { read: 3, write: 2 } as const;
/** What any table on demand takes from its first second. */
const FROM_THE_START = { read: 12_000, write: 4_000 } as const;

/**
 * Warm throughput of a capability's table, in units a second: what it must take at once on the first bell after a quiet summer. A table on
 * demand takes twice what it has seen, and no more for half an hour.
 */
export const warmThroughputOf = (stage: Size) => ({
  readUnitsPerSecond: Math.max(FROM_THE_START.read, Math.ceil(demandOf(stage).peakRps * UNITS.read)),
  writeUnitsPerSecond: Math.max(FROM_THE_START.write, Math.ceil(demandOf(stage).peakRps * UNITS.write)),
});

/** Part of its capacity at which a provisioned table grows. */
const TARGET_PERCENT = 50;

/**
 * The bounds between which a provisioned table follows its use: from a tenth of an ordinary bell to the whole of the peak. Its scaling takes
 * minutes, so this suits tables that no bell surprises.
 */
export const provisionedCapacityOf = (stage: Size) => {
  const { bellRps, peakRps } = demandOf(stage);
  const bounds = (units: number) => ({
    minCapacity: Math.max(5, Math.ceil((bellRps * units) / 10)),
    maxCapacity: Math.max(50, Math.ceil(peakRps * units)),
    targetUtilizationPercent: TARGET_PERCENT,
  });
  return { read: bounds(UNITS.read), write: bounds(UNITS.write) };
};
