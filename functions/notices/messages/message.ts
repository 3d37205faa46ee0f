import type { Instant } from "@preau/contract";
import type { ChannelName, Outcome } from "../channels/channel.ts";
import type { Selection } from "./recipients.ts";
import type { Texts } from "./template.ts";

export interface SchoolYear {
  readonly schoolId: string;
  readonly schoolYear: number;
}

export interface MessageKey extends SchoolYear {
  readonly messageId: string;
}

/** A message as it was ordered: who gets it is looked at again when it leaves. */
export interface KeptMessage extends MessageKey, Texts {
  readonly sentAt: Instant;
  readonly sentBy: string;
  readonly from: string;
  readonly to: string;
  readonly audiences: readonly (Selection & { readonly code: string; readonly families: number })[];
  readonly families: number;
  readonly schoolName: string;
  readonly phone: string;
}

/** Where one channel stands. */
export interface ChannelState {
  readonly state: "waiting" | "sent" | "failed";
  readonly at: Instant;
  readonly attempts: number;
  /** In French. */
  readonly reason?: string | undefined;
}

/** Where a message stands with one legal representative of one pupil. */
export interface Delivery extends MessageKey {
  readonly audienceId: string;
  readonly pupilId: string;
  readonly guardianId: string;
  readonly pupilName: string;
  readonly className: string;
  readonly guardianName?: string | undefined;
  readonly channels: Readonly<Partial<Record<ChannelName, ChannelState>>>;
  /** Why only a letter reaches them; empty for the others. */
  readonly reasons: readonly string[];
  /** As long as somebody is sending it: nobody else does. */
  readonly lease?: Instant | undefined;
  readonly readAt?: Instant | undefined;
  readonly version: number;
}

/** What is left of a delivery when a school counts. */
export type Standing = "waiting" | "sent" | "failed" | "unreachable" | "read";

/** Seconds before each further attempt: a quota comes back within minutes, an outage within the hour. */
export const AGAIN_AFTER = [60, 300, 900, 900] as const;
const ATTEMPTS = AGAIN_AFTER.length + 1;

/** Sent as soon as one channel took it: a family told by mail is told, though its telephone was off. */
export const standingOf = ({ channels, reasons, readAt, lease }: Delivery): Standing => {
  if (readAt !== undefined) return "read";
  if (reasons.length > 0) return "unreachable";
  const states = Object.values(channels).map(({ state }) => state);
  if (states.includes("sent")) return "sent";
  return lease !== undefined || states.length === 0 || states.includes("waiting") ? "waiting" : "failed";
};

/** Whether something of it is still to leave. */
export const isUnfinished = ({ channels, reasons, lease }: Delivery): boolean =>
  lease !== undefined ||
  (reasons.length === 0 && Object.keys(channels).length === 0) ||
  Object.values(channels).some(({ state }) => state === "waiting");

/** A channel after an attempt. What may succeed later waits, five attempts in all. */
export const attempted = (before: ChannelState | undefined, outcome: Outcome, now: Date): ChannelState => {
  const [at, attempts] = [now.toISOString(), (before?.attempts ?? 0) + 1];
  if (outcome.state === "sent") return { state: "sent", at, attempts };
  const state = outcome.again && attempts < ATTEMPTS ? "waiting" : "failed";
  return { state, at, attempts, reason: outcome.reason };
};

/** How far a message went in a class or a group. Those who read it were sent it. */
export const countsOf = (deliveries: readonly Delivery[]) => {
  const counts = { waiting: 0, sent: 0, failed: 0, unreachable: 0 };
  for (const delivery of deliveries) {
    const standing = standingOf({ ...delivery, readAt: undefined });
    if (standing !== "read") counts[standing] += 1;
  }
  return counts;
};
export type Counts = ReturnType<typeof countsOf>;

/** A message as one family reads it, about one child. */
export interface Received extends MessageKey {
  readonly guardianId: string;
  readonly pupilId: string;
  readonly audienceId: string;
  readonly pupilName: string;
  readonly schoolName: string;
  readonly subject: string;
  readonly text: string;
  readonly short: string;
  readonly sentAt: Instant;
  readonly readAt?: Instant | undefined;
}
