import { readFileSync } from "node:fs";
import { showTable } from "../bench/show-table.ts";
import { type Comparison, compareRecords } from "../report/compare-records.ts";
import type { RunRecord } from "../run/run-record.ts";

/** Reads the record that a run wrote. Throws when the file is something else. */
export const readRecord = (file: string): RunRecord => {
  const read: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof read !== "object" || read === null || !("version" in read) || read.version !== 1 || !("seconds" in read))
    throw new Error(`${file} is not the record of a run: npm run load writes one beside each report`);
  return read as RunRecord;
};

/** Two runs beside each other, as the terminal shows them. */
export const showComparison = ({ warnings, differences }: Comparison): string =>
  [
    ...warnings.map((warning) => `! ${warning}`),
    showTable(
      differences.map(({ phase, figure, unit, a, b, beyondNoise }) => ({
        phase,
        figure: unit === "share" ? figure : `${figure} (${unit})`,
        first: a.toFixed(3),
        second: b.toFixed(3),
        "beyond noise": beyondNoise ? "yes" : "",
      })),
    ),
  ].join("\n");

export const compareRuns = (first: string, second: string): Comparison =>
  compareRecords(readRecord(first), readRecord(second));
