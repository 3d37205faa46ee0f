import type { kernelProblems } from "@preau/contract";

/** Why a request is refused before any work: the word under which it is counted, and what the sender is told. */
export interface Refusal {
  readonly reason: Reason;
  /** French, for the person: when it opens again. */
  readonly detail?: string;
}

export type Reason = "off" | "account" | "hours" | "level" | "pressure" | "school";

/** The kernel's problem for each reason. */
export const PROBLEM_OF = {
  off: "capability-off",
  account: "too-many-requests",
  hours: "outside-hours",
  level: "temporarily-unavailable",
  pressure: "temporarily-unavailable",
  school: "too-many-requests",
} as const satisfies Readonly<Record<Reason, keyof typeof kernelProblems>>;
