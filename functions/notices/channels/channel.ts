import type { Reach } from "../contacts/reach.ts";

/** What leaves the school by itself. The list of notices is no channel (it is where the truth stands), nor are letters, which the office posts. */
export const CHANNELS = ["push", "mail", "sms"] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** What a family is told, in the words of each channel. */
export interface Outgoing {
  /** The same for every state of one piece of news: on a telephone, what comes later takes the place of what came first. */
  readonly key: string;
  readonly schoolId: string;
  readonly guardianId: string;
  readonly pupilId: string;
  /** Of the mail; the title on a telephone. Of the child the given name at most: it is read on locked screens. */
  readonly subject: string;
  /** The mail, whole. */
  readonly text: string;
  /** One or two sentences, for a telephone: cut to one SMS, never sent as two. */
  readonly short: string;
}

/** Why something did not leave, in French, and whether another attempt may succeed. */
export interface Failure {
  readonly state: "failed";
  readonly reason: string;
  readonly again: boolean;
}

/** `sent`: handed over to the mail service, the push service or the operator, which is not yet delivered. */
export type Outcome = { readonly state: "sent" } | Failure;

/** One way of reaching families. */
export interface Way {
  readonly name: ChannelName;
  /** Why a guardian cannot be reached that way, in French; nothing when they can. */
  obstacle(reach: Reach): string | undefined;
}

/** A way that is open, behind a port. `send` never throws: what fails says why. */
export interface Channel extends Way {
  send(outgoing: Outgoing, reach: Reach): Promise<Outcome>;
}

/** What did not leave. */
export const failed = (reason: string, again: boolean): Failure => ({ state: "failed", reason, again });
