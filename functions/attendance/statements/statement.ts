import type { Instant } from "@preau/contract";
import type { Moment } from "../pupil-day/covered-days.ts";
import type { Membership } from "../pupil-day/day-store.ts";

/** A proof as announced by its author: the store takes nothing of another type or length. */
export interface Proof {
  readonly name: string;
  readonly type: ProofType;
  readonly bytes: number;
  readonly at: Instant;
}

export type ProofType = "application/pdf" | "image/jpeg" | "image/png" | "image/heic";

/** What school life made of a statement: the treatment it led to, or what the family reads of why not. */
export interface StatementDecision {
  readonly at: Instant;
  readonly by: string;
  readonly treatmentId?: string | undefined;
  readonly reason?: string | undefined;
  readonly explanation?: string | undefined;
}

/** A family's statement from the day it was made to the day it was decided on. */
export interface StatementRecord {
  readonly statementId: string;
  readonly pupilId: string;
  readonly from: Moment;
  readonly to: Moment;
  readonly text: string;
  /** Account of its author: nobody else of the family reads the text or the proof. */
  readonly by: string;
  /** The person they are in the school. */
  readonly guardianId?: string | undefined;
  readonly at: Instant;
  /** Open days covered. */
  readonly days: number;
  readonly familyName: string;
  readonly givenName: string;
  readonly classId: string;
  readonly className: string;
  /** Classes and groups of the pupil when it was made: who follows which is told by them. */
  readonly audienceIds: readonly string[];
  readonly state: "to-treat" | "accepted" | "refused";
  readonly decision?: StatementDecision | undefined;
  readonly proof?: Proof | undefined;
  readonly version: number;
}

/** A pupil as lists name them, from the classes and groups they attend; undefined for somebody who attends no class. */
export const listedAs = (memberships: readonly Membership[]) => {
  const own = memberships.find(({ kind }) => kind === "class");
  if (own === undefined) return undefined;
  const { familyName = "", givenName = "", audienceId: classId, code: className } = own;
  return { familyName, givenName, classId, className, audienceIds: memberships.map(({ audienceId }) => audienceId) };
};

/** The statement decided on. Once: a second thought is a treatment that replaces the first. */
export const decided = (record: StatementRecord, decision: StatementDecision): StatementRecord => ({
  ...record,
  state: decision.treatmentId === undefined ? "refused" : "accepted",
  decision,
  version: record.version + 1,
});
