import type { AafEntry } from "@preau/formats/aaf/read-aaf";
import type { Mapped } from "@preau/formats/problem";
import type { ImportIssue } from "../contract.ts";

/** What a record of a delivery gives: nothing when it is left out, and then an issue says why. */
export interface Reading<Value> {
  readonly value: Value | undefined;
  readonly issues: readonly ImportIssue[];
}

/** A line of the report about one record. `error`: something was left out; `warning`: it is in, and worth a look. */
export const issueAt = (
  { file, line, id }: Pick<AafEntry, "file" | "line" | "id">,
  severity: ImportIssue["severity"],
  code: string,
  message: string,
): ImportIssue => ({ file, line, severity, code, message, ...(id !== "" && { subject: id }) });

/** The lines of the report for what the format's own mapper found. */
export const issuesOf = (entry: AafEntry, { problems }: Pick<Mapped<unknown>, "problems">): readonly ImportIssue[] =>
  problems.map(({ level, code, message }) => issueAt(entry, level === "refused" ? "error" : "warning", code, message));
