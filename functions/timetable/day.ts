import { createHash } from "node:crypto";
import type { PackedSlot } from "@preau/calendar";

export type ViewKind = "audience" | "teacher" | "room";

/** One school in one school year. */
export interface Year {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** Whose timetable: a class, a group, a teacher or a room, by its id. */
export interface View extends Year {
  readonly viewId: string;
}

/** The weekly slots of one view on one weekday, as they are kept: one read for a whole day. */
export interface ViewDay extends View {
  readonly kind: ViewKind;
  readonly weekday: number;
  /** Of an audience: the classes whose pupils attend. */
  readonly classes: readonly string[];
  readonly slots: readonly PackedSlot[];
  /** Of the classes and the slots: an import writes only the days whose hash moved. */
  readonly hash: string;
  readonly version: number;
}

/** Fingerprint of what a day says. */
export const hashOf = ({ classes, slots }: Pick<ViewDay, "classes" | "slots">): string =>
  createHash("sha256")
    .update(JSON.stringify([classes, slots]))
    .digest("base64url")
    .slice(0, 16);

/** A version later than the one replaced: the instant, unless the clock stands still or went back. */
export const laterThan = (previous: number | undefined, instant: Date): number =>
  Math.max(instant.getTime(), (previous ?? 0) + 1);
