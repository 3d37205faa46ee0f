import type { Source } from "@preau/formats/statement";
import type { ImportChange, ImportIssue } from "../contract.ts";
import type { AllCounts } from "../import-job.ts";
import type { DirectoryRecord, Mark } from "../record.ts";
import type { SchoolSay } from "./fold-school.ts";
import type { Gone } from "./kept-school.ts";
import type { Say } from "./say.ts";

/** One record to write, and the mark it must still have. */
export interface PlannedWrite {
  readonly record: DirectoryRecord;
  readonly hash: string;
  readonly since: number;
  readonly missingSince?: string | undefined;
  readonly hiddenSince?: string | undefined;
  readonly gone?: Gone | undefined;
  /** Nothing when the record must not be there yet. */
  readonly expected?: Pick<Mark, "hash" | "version"> | undefined;
  /** What sources say, kept with it. */
  readonly says?: readonly { readonly source: Source; readonly say: Say | SchoolSay }[] | undefined;
}

/** A line to approve, and what approving it writes. */
export interface PlannedLine {
  readonly change: ImportChange;
  readonly write?: PlannedWrite | undefined;
}

export interface Plan {
  readonly lines: readonly PlannedLine[];
  readonly issues: readonly ImportIssue[];
  readonly counts: AllCounts;
  /** Why the difference must be looked at, in French. */
  readonly waits?: string | undefined;
}
