import type { ChannelName, Way } from "../channels/channel.ts";
import type { Contact } from "./contact.ts";

/** A telephone or a computer whose browser accepted notifications. */
export interface Device {
  readonly deviceId: string;
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** What its owner calls it, to tell it from the others. */
  readonly label?: string | undefined;
  readonly since: string;
}

/** Kinds of notices that a family may want by different ways. */
export const NOTICE_CLASSES = ["attendance", "message"] as const;
export type NoticeClass = (typeof NOTICE_CLASSES)[number];

/** By which ways somebody wants to be told of what; never by none. */
export type Preferences = Readonly<Record<NoticeClass, readonly ChannelName[]>>;

/** Whoever has chosen nothing is told of an absence by every way that reaches them; messages do not leave by SMS. */
export const usualPreferences: Preferences = { attendance: ["push", "mail", "sms"], message: ["push", "mail"] };

/** How a guardian can be reached, as of now, and how they wish to be. */
export interface Reach {
  readonly contact: Contact;
  readonly devices: readonly Device[];
  readonly preferences: Preferences;
}

/**
 * The ways by which a guardian is told: those they chose that reach them. A choice that reaches nobody (a telephone given away, a
 * mailbox never given) gives way to all that do: a family that asked for fewer messages did not ask for none.
 */
export const waysTo = <W extends Way>(reach: Reach, noticeClass: NoticeClass, channels: readonly W[]): readonly W[] => {
  const open = channels.filter((channel) => channel.obstacle(reach) === undefined);
  const chosen = open.filter(({ name }) => reach.preferences[noticeClass].includes(name));
  return chosen.length > 0 ? chosen : open;
};

/** Why nobody can reach a guardian otherwise than by paper, one reason a channel; nothing when some way is open. */
export const whyUnreachable = (reach: Reach, channels: readonly Way[]): readonly string[] => {
  const obstacles = channels.map((channel) => channel.obstacle(reach));
  return obstacles.includes(undefined) ? [] : obstacles.filter((reason) => reason !== undefined);
};
