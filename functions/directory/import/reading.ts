import type { LineProblem } from "@preau/formats/problem";
import type { ImportIssue } from "../contract.ts";

/** A line of the report about one record. `error`: something was left out; `warning`: it is in, and worth a look. */
export const issueAt = (
  { file, line, id }: { readonly file: string; readonly line: number; readonly id: string },
  severity: ImportIssue["severity"],
  code: string,
  message: string,
): ImportIssue => ({ file, line, severity, code, message, ...(id !== "" && { subject: id }) });

/** The line of the report for what a reader found. */
export const issueOf = ({ file, line, level, code, message }: LineProblem): ImportIssue =>
  issueAt({ file, line, id: "" }, level === "refused" ? "error" : "warning", code, message);
