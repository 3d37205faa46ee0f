import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunRecord } from "../run/run-record.ts";
import { compareRecords } from "./compare-records.ts";
import { comparisonPage, namesOf } from "./comparison-page.ts";
import { reportPage } from "./report-page.ts";
import { shortcomingsOf } from "./shortcomings.ts";

/** Where a report was written: the page, and the record itself. */
export interface Written {
  readonly html: string;
  readonly json: string;
}

/** The name of a run's files, the same for no other run: `lockdown-2026-11-22T08-00-00Z`, or `PARTIAL-lockdown-…`. */
export const reportName = (record: RunRecord): string => {
  const at = record.startedAt.slice(0, 19).replaceAll(":", "-");
  const name = `${record.scenario.name}-${at}Z`.replaceAll(/[^\w.-]/g, "-");
  return shortcomingsOf(record).length > 0 ? `PARTIAL-${name}` : name;
};

/** Writes the report of a run in a folder, made if need be: one page that needs no network and no script to be read, and the record beside it. */
export const writeReport = (record: RunRecord, dir: string): Written => {
  mkdirSync(dir, { recursive: true });
  const written = { html: join(dir, `${reportName(record)}.html`), json: join(dir, `${reportName(record)}.json`) };
  writeFileSync(written.html, reportPage(record));
  writeFileSync(written.json, `${JSON.stringify(record)}\n`);
  return written;
};

/** Writes the comparison of two runs in a folder, made if need be: the page, and its figures without the runs' seconds. */
export const writeComparison = (a: RunRecord, b: RunRecord, dir: string): Written => {
  const comparison = compareRecords(a, b);
  const name = `${reportName(a)}-against-${reportName(b)}`;
  const written = { html: join(dir, `${name}.html`), json: join(dir, `${name}.json`) };
  mkdirSync(dir, { recursive: true });
  writeFileSync(written.html, comparisonPage(comparison));
  const [first, second] = namesOf(comparison);
  const { warnings, differences } = comparison;
  writeFileSync(written.json, `${JSON.stringify({ first, second, warnings, differences }, null, 1)}\n`);
  return written;
};
