import { writeCsv } from "../csv/write-csv.ts";
import { type WrittenFile, writeZip } from "../zip/write-zip.ts";
import { oneRosterBuilder } from "./build-objects.ts";
import { type BundleFile, bundleColumns, bundleRows } from "./bundle-rows.ts";
import type { Roster } from "./roster-model.ts";

const written = Object.keys(bundleColumns) as readonly BundleFile[];
/** Files of the standard that we never give. */
const absent = ["categories", "classResources", "courseResources", "lineItemLearningObjectiveIds", "lineItems"];
const absentToo = ["lineItemScoreScales", "resources", "resultLearningObjectiveIds", "results", "resultScoreScales"];
const neverGiven = [...absent, ...absentToo, "scoreScales", "userProfiles", "userResources"];

/**
 * Writes a roster as a OneRoster 1.2 CSV bundle (bulk): a ZIP of `manifest.csv` and the rostering files, UTF-8, RFC 4180. In a bulk
 * file status and date are empty, as the standard asks, and what is no longer active is not written.
 */
export function writeOneRosterBundle(roster: Roster, name: string): WrittenFile {
  const builder = oneRosterBuilder("");
  const files = written.map((file) => {
    const rows = [bundleColumns[file], ...bundleRows(file, roster, builder)];
    return { name: `${file}.csv`, bytes: writeCsv(rows, "exchange") };
  });
  return { name, bytes: writeZip([{ name: "manifest.csv", bytes: writeCsv(manifest(), "exchange") }, ...files]) };
}

function manifest(): readonly (readonly string[])[] {
  return [
    ["propertyName", "value"],
    ["manifest.version", "1.0"],
    ["oneroster.version", "1.2"],
    ...[
      ...written.map((file) => [`file.${file}`, "bulk"]),
      ...neverGiven.map((file) => [`file.${file}`, "absent"]),
    ].sort(),
    ["source.systemName", "Préau"],
    ["source.systemCode", "preau"],
  ];
}
