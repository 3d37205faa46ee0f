import type { Channel, ChannelName, Outgoing } from "../channels/channel.ts";
import { type Reach, waysTo, whyUnreachable } from "../contacts/reach.ts";
import {
  attempted,
  type ChannelState,
  type Delivery,
  isUnfinished,
  type KeptMessage,
  type Received,
} from "./message.ts";
import type { MessageStore } from "./message-store.ts";
import type { ReceivedStore } from "./received-store.ts";
import { fullName, guardianNameOf, type Recipient } from "./recipients.ts";

export interface SendDeps {
  readonly messages: Pick<MessageStore, "keep">;
  readonly received: Pick<ReceivedStore, "hand" | "find">;
  now(): Date;
}

/** What one family is to be sent, and by what. */
export interface Envelope {
  readonly message: KeptMessage;
  readonly recipient: Recipient;
  readonly reach: Reach;
  readonly channels: readonly Channel[];
  readonly known: Delivery | undefined;
  /** The words for this family; asked for once, kept for good. */
  write(): Promise<Pick<Received, "subject" | "text" | "short">>;
}

const LEASE_SECONDS = 120;

const blank = ({ message, recipient, reach }: Envelope): Delivery => {
  const { schoolId, schoolYear, messageId } = message;
  const { pupil, guardianId, audienceId } = recipient;
  return {
    schoolId,
    schoolYear,
    messageId,
    audienceId,
    pupilId: pupil.pupilId,
    guardianId,
    pupilName: fullName(pupil),
    className: pupil.className,
    guardianName: guardianNameOf(reach),
    channels: {},
    reasons: [],
    version: 0,
  };
};

const handed = async ({ message, recipient, known, write }: Envelope, { received }: SendDeps): Promise<Received> => {
  const { schoolId, schoolYear, messageId, sentAt, schoolName } = message;
  const { pupil, guardianId, audienceId } = recipient;
  const key = { schoolId, schoolYear, guardianId, messageId, pupilId: pupil.pupilId };
  const before = known === undefined ? undefined : await received.find(key);
  if (before !== undefined) return before;
  const item = { ...key, audienceId, pupilName: pupil.givenName, schoolName, sentAt, ...(await write()) };
  return (await received.hand(item)) ? item : ((await received.find(key)) ?? item);
};

const outgoingOf = ({ messageId, schoolId, guardianId, pupilId, subject, text, short }: Received): Outgoing => ({
  key: `${messageId}_${pupilId}`,
  schoolId,
  guardianId,
  pupilId,
  subject,
  text: `${text}\n\n—\nMessage de l’établissement, envoyé par Préau. Ne répondez pas à ce courrier : personne ne le lirait.`,
  short,
});

const attempts = async (
  { reach, channels, known }: Envelope,
  outgoing: Outgoing,
  now: () => Date,
): Promise<Delivery["channels"]> => {
  const before: Delivery["channels"] = known?.channels ?? {};
  const due = waysTo(reach, "message", channels).filter(({ name }) => {
    const state = before[name]?.state;
    return state === undefined || state === "waiting";
  });
  const after = await Promise.all(
    due.map(async (channel): Promise<[ChannelName, ChannelState]> => {
      const outcome = await channel.send(outgoing, reach);
      return [channel.name, attempted(before[channel.name], outcome, now())];
    }),
  );
  // A channel that waits and is open no longer (its telephone was given away) waits for nothing.
  const closed = Object.entries(before).map(([name, state]): [string, ChannelState] =>
    state.state === "waiting" ? [name, { ...state, state: "failed" }] : [name, state],
  );
  return Object.fromEntries([...closed, ...after]);
};

/**
 * Sends a message to one family, unless somebody else is doing so or it was done. Claimed before anything leaves; whoever dies between
 * a channel and the note of it leaves a lease behind, and after its end the message leaves again: twice rather than never.
 * Returns where it stands.
 */
export const sendToFamily = async (envelope: Envelope, deps: SendDeps): Promise<Delivery> => {
  const { known, reach, channels } = envelope;
  const now = deps.now();
  const before = known ?? blank(envelope);
  if (known !== undefined && !isUnfinished(known)) return known;
  if (before.lease !== undefined && Date.parse(before.lease) > now.getTime()) return before;
  const lease = new Date(now.getTime() + LEASE_SECONDS * 1_000).toISOString();
  const claimed = { ...before, lease, version: before.version + 1 };
  if (!(await deps.messages.keep(claimed))) return claimed;
  const received = await handed(envelope, deps);
  const { lease: _, ...rest } = claimed;
  const after: Delivery = {
    ...rest,
    channels: await attempts(envelope, outgoingOf(received), deps.now),
    reasons: [...whyUnreachable(reach, channels)],
    version: claimed.version + 1,
  };
  await deps.messages.keep(after);
  return after;
};
