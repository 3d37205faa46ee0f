import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { RunRecord } from "../run/run-record.ts";

/** Keeps a record in a file, made with its folder if need be. */
export const keepRecord = (record: RunRecord, file: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(record));
};
