import type { ImportId, ImportIssue } from "../contract.ts";
import type { ImportStore } from "../import-store.ts";

/** Beyond this many lines a delivery is to be made again, not read line by line. */
const MAX_LINES = 5_000;
const LINES_A_WRITE = 100;

/** The report of an import: lines in the order found, written a hundred at a time, counted to the last. */
export interface Report {
  add(...issues: readonly ImportIssue[]): Promise<void>;
  flush(): Promise<void>;
  totals(): { readonly errors: number; readonly warnings: number };
}

const END: ImportIssue = {
  severity: "warning",
  code: "report-cut",
  message: `Le compte rendu s’arrête à ${MAX_LINES} lignes : corrigez d’abord celles-ci, puis importez de nouveau.`,
};

/**
 * Opens the report of an import after the lines told by the steps before. The same delivery gives the same lines: a second run of a
 * step writes over the first.
 */
export const openReport = (
  { importId, errors, warnings }: { readonly importId: ImportId; readonly errors: number; readonly warnings: number },
  { putIssues }: Pick<ImportStore, "putIssues">,
  now: Date,
): Report => {
  const waiting: ImportIssue[] = [];
  const total = { error: errors, warning: warnings };
  let written = Math.min(errors + warnings, MAX_LINES + 1);
  const flush = async (): Promise<void> => {
    const lines = waiting.splice(0);
    await putIssues(importId, written + 1, lines, now);
    written += lines.length;
  };
  return {
    flush,
    totals: () => ({ errors: total.error, warnings: total.warning }),
    add: async (...issues) => {
      for (const issue of issues) {
        const line = total.error + total.warning;
        if (line < MAX_LINES) waiting.push(issue);
        if (line === MAX_LINES) waiting.push(END);
        total[issue.severity] += 1;
        if (waiting.length >= LINES_A_WRITE) await flush();
      }
    },
  };
};
