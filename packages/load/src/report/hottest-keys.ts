import { patternOf } from "../heat/heat-map.ts";
import type { RunRecord } from "../run/run-record.ts";

/** The hottest second of a partition key. */
export interface HotKey {
  readonly key: string;
  /** The key without what names a school, a person or a class. */
  readonly pattern: string;
  readonly peakReadUnits: number;
  readonly peakWriteUnits: number;
  /** Seconds in which it was among the hottest. */
  readonly seconds: number;
  /** Of what the run’s scaled-down DynamoDB grants one partition; undefined where no limits were on. */
  readonly shareOfCeiling?: number;
}

/** The keys that took most in a second, the hottest first, by the share of a partition’s ceiling they took. */
export const hottestKeys = (
  { measured = [], target }: Pick<RunRecord, "measured" | "target">,
  most = 15,
): readonly HotKey[] => {
  const ceiling = target.limits?.partition;
  const peaks = new Map<string, HotKey>();
  for (const { hottest } of measured)
    for (const { key, readUnits, writeUnits } of hottest) {
      const known = peaks.get(key);
      const peakReadUnits = Math.max(readUnits, known?.peakReadUnits ?? 0);
      const peakWriteUnits = Math.max(writeUnits, known?.peakWriteUnits ?? 0);
      const share =
        ceiling === undefined
          ? undefined
          : Math.max(peakReadUnits / ceiling.readUnits, peakWriteUnits / ceiling.writeUnits);
      const seconds = (known?.seconds ?? 0) + 1;
      const peak = { key, pattern: patternOf(key), peakReadUnits, peakWriteUnits, seconds };
      peaks.set(key, share === undefined ? peak : { ...peak, shareOfCeiling: share });
    }
  // A write unit is dearer than a read unit by what a partition grants of each.
  const heat = ({ peakReadUnits, peakWriteUnits }: HotKey): number => Math.max(peakReadUnits / 3, peakWriteUnits);
  return [...peaks.values()].sort((a, b) => heat(b) - heat(a)).slice(0, most);
};
