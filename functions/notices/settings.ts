import type { Instant } from "@preau/contract";
import { CHANNELS, type ChannelName } from "./channels/channel.ts";
import { KINDS, type Kind } from "./notice.ts";
import type { QuietHours } from "./quiet-hours.ts";

/** How a school tells families. How long it waits before is a setting of attendance. */
export interface NoticeSettings {
  readonly version: number;
  /** What it tells at all. */
  readonly tells: readonly Kind[];
  readonly quietHours: QuietHours | null;
  /** What leaves in quiet hours too. */
  readonly urgent: readonly Kind[];
  /** The ways the school uses; the list of notices is always open. */
  readonly channels: readonly ChannelName[];
  readonly setAt: Instant | null;
}

/** The settings of a school that has decided nothing. */
export const usualSettings: NoticeSettings = {
  version: 0,
  tells: KINDS,
  quietHours: { from: "20:00", to: "07:00", weekends: true },
  urgent: [],
  channels: CHANNELS,
  setAt: null,
};
