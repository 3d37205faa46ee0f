import type { ClockTime, Instant, Payload } from "@preau/contract";
import type { noticeAnsweredV1 } from "../../events/notice-answered.v1.ts";
import type { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import type { ChannelName } from "./channels/channel.ts";
import type { Delivery } from "./delivery.ts";

/** A pupil's day as attendance tells it. */
export type Presence = Payload<typeof presenceChangedV1>;
export type Half = Presence["lessons"][number]["half"];

export interface SchoolYear {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** One day of one pupil. */
export interface PupilDay extends SchoolYear {
  readonly pupilId: string;
  readonly day: string;
}

export const KINDS = ["absence", "lateness", "early-departure"] as const;
export type Kind = (typeof KINDS)[number];

/** A lesson of which a family was told. */
export interface ToldLesson {
  readonly lessonId: string;
  readonly start: ClockTime;
  readonly end: ClockTime;
  readonly subject: string;
  readonly state: "absent" | "late" | "left";
  /** Minutes late, or missed after leaving. */
  readonly minutes?: number | undefined;
  /** The school has contradicted itself since and has not settled it: nobody is told anything more of this lesson. */
  readonly disputed?: true | undefined;
}

/** What a notice said from an instant on: lessons are added and taken back, entries never change. */
export interface Entry {
  readonly at: Instant;
  readonly lessons: readonly ToldLesson[];
  /** Worth a telephone ringing; what only goes on (the lesson after a missed lesson) is not. */
  readonly loud: boolean;
}

/** What the family answered. */
export type Answer = Pick<Payload<typeof noticeAnsweredV1>, "reason" | "text" | "at" | "by">;

/** What one guardian is told of one child in one half-day, and how far it went by each channel. */
export interface KeptNotice extends PupilDay {
  readonly guardianId: string;
  readonly half: Half;
  readonly noticeId: string;
  readonly pupilName: string;
  readonly className: string;
  readonly revision: number;
  /** The version of the pupil's day that was last taken into account: an older one changes nothing any more. */
  readonly seen: number;
  /** Never empty: a notice that has said nothing does not exist. */
  readonly history: readonly Entry[];
  readonly channels: Readonly<Partial<Record<ChannelName, Delivery>>>;
  readonly acknowledgedAt?: Instant | undefined;
  readonly answer?: Answer | undefined;
}

/** Names a pupil and a half-day; each guardian has a notice of their own under it. */
export const noticeIdOf = ({ pupilId, day }: Pick<PupilDay, "pupilId" | "day">, half: Half): string =>
  `not_${pupilId.slice(4)}_${day.replaceAll("-", "")}${half === "morning" ? "m" : "a"}`;

/** Reads the pupil, the day and the half back out of a notice's id. */
export const readNoticeId = (
  noticeId: string,
): { readonly pupilId: string; readonly day: string; readonly half: Half } => {
  const [, pupil = "", when = ""] = noticeId.split("_");
  return {
    pupilId: `per_${pupil}`,
    day: `${when.slice(0, 4)}-${when.slice(4, 6)}-${when.slice(6, 8)}`,
    half: when.endsWith("m") ? "morning" : "afternoon",
  };
};

/** What the notice says now. */
export const standingOf = ({ history }: Pick<KeptNotice, "history">): readonly ToldLesson[] =>
  history.at(-1)?.lessons ?? [];

/** What was said of lessons and is no longer: taken back, or said otherwise. Minutes alone do not make another word. */
export const retracted = (before: readonly ToldLesson[], standing: readonly ToldLesson[]): readonly ToldLesson[] =>
  before.filter(({ lessonId, state }) => !standing.some((one) => one.lessonId === lessonId && one.state === state));

/** `withdrawn`: nothing of it stands; `corrected`: something was taken back. */
export const stateOf = ({ history }: Pick<KeptNotice, "history">): "told" | "corrected" | "withdrawn" => {
  const standing = standingOf({ history });
  if (standing.length === 0) return "withdrawn";
  return history.some(({ lessons }) => retracted(lessons, standing).length > 0) ? "corrected" : "told";
};

const kindOfLesson: Readonly<Record<ToldLesson["state"], Kind>> = {
  absent: "absence",
  late: "lateness",
  left: "early-departure",
};

/** What a state of a lesson is to a family. */
export const kindOf = (state: ToldLesson["state"]): Kind => kindOfLesson[state];

/** What a notice is mainly about: the gravest of what it says, or last said. */
export const mainKind = ({ history }: Pick<KeptNotice, "history">): Kind => {
  const said = history.findLast(({ lessons }) => lessons.length > 0)?.lessons ?? [];
  const kinds = said.map(({ state }) => kindOf(state));
  return (["absence", "early-departure", "lateness"] as const).find((kind) => kinds.includes(kind)) ?? "absence";
};
