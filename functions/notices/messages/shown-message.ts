import type * as z from "zod";
import type { messageRoutes } from "../messages-contract.ts";
import { type Counts, type Delivery, type KeptMessage, type Received, standingOf } from "./message.ts";

type Shown<
  Route extends keyof typeof messageRoutes,
  Status extends keyof (typeof messageRoutes)[Route]["replies"],
> = (typeof messageRoutes)[Route]["replies"][Status] extends z.ZodType
  ? z.input<(typeof messageRoutes)[Route]["replies"][Status]>
  : never;

/** A message as its school reads it; `progress` in the order of its classes. */
export const shownMessage = (
  message: KeptMessage,
  progress: readonly (Counts | undefined)[],
): Shown<"readMessage", 200> => {
  const { schoolId, messageId, sentAt, sentBy, subject, text, short, from, to, audiences, families } = message;
  return {
    schoolId,
    messageId,
    sentAt,
    sentBy,
    subject,
    text,
    ...(short !== undefined && { short }),
    period: { from, to },
    audiences: audiences.map(({ audienceId, code }, index) => {
      const counts = progress[index];
      return { audienceId, code, ...(counts !== undefined && { counts }) };
    }),
    families,
  };
};

/** Where a message stands with one family, as its school reads it. */
export const shownDelivery = (delivery: Delivery): Shown<"listMessageDeliveries", 200>["items"][number] => {
  const { schoolId, messageId, pupilId, pupilName, className, guardianId, guardianName, reasons, readAt } = delivery;
  return {
    schoolId,
    messageId,
    pupilId,
    pupilName,
    className,
    guardianId,
    ...(guardianName !== undefined && { guardianName }),
    state: standingOf(delivery),
    channels: (["push", "mail", "sms"] as const).flatMap((channel) => {
      const known = delivery.channels[channel];
      if (known === undefined) return [];
      const { state, at, reason } = known;
      return [{ channel, state, at, ...(reason !== undefined && { reason }) }];
    }),
    reasons: [...reasons],
    ...(readAt !== undefined && { readAt }),
  };
};

/** A message as the family reads it. */
export const shownReceived = (received: Received): Shown<"listReceivedMessages", 200>["items"][number] => {
  const { schoolId, pupilId, messageId, pupilName, schoolName, subject, text, sentAt, readAt } = received;
  return {
    schoolId,
    pupilId,
    messageId,
    pupilName,
    schoolName,
    subject,
    text,
    sentAt,
    ...(readAt !== undefined && { readAt }),
  };
};
