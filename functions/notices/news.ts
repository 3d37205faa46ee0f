import type { ChannelName } from "./channels/channel.ts";
import type { Delivery } from "./delivery.ts";
import {
  type Half,
  type KeptNotice,
  type Kind,
  mainKind,
  type Presence,
  type PupilDay,
  standingOf,
  stateOf,
  type ToldLesson,
} from "./notice.ts";

/** What one guardian was told of one half-day, in short. */
export interface ToldNews {
  readonly guardianId: string;
  readonly half: Half;
  readonly noticeId: string;
  readonly revision: number;
  readonly kind: Kind;
  readonly state: "told" | "corrected" | "withdrawn";
  /** What stands of it. */
  readonly lessons: readonly Pick<ToldLesson, "lessonId" | "state">[];
  readonly toldAt: string;
  readonly changedAt: string;
  readonly channels: readonly {
    readonly channel: ChannelName;
    readonly state: Delivery["state"];
    readonly at: string;
    readonly reason?: string | undefined;
  }[];
  readonly acknowledgedAt?: string | undefined;
  readonly answer?: KeptNotice["answer"];
}

/** A pupil's day as the sending of news sees it: what attendance last said, and who was told what. */
export interface News extends PupilDay {
  readonly revision: number;
  readonly givenName: string;
  readonly className: string;
  /** Absent as long as a notice was heard of before the day it came from. */
  readonly presence?: Presence | undefined;
  readonly told: readonly ToldNews[];
}

/** The line once attendance has said more; the same line when it had said more already. */
export const withPresence = (news: News | undefined, presence: Presence): News => {
  if ((news?.presence?.version ?? -1) >= presence.version && news !== undefined) return news;
  const { schoolId, schoolYear, pupilId, day, givenName, className } = presence;
  const revision = (news?.revision ?? 0) + 1;
  return { schoolId, schoolYear, pupilId, day, givenName, className, revision, presence, told: news?.told ?? [] };
};

const toldNews = (notice: KeptNotice): ToldNews => {
  const { guardianId, half, noticeId, revision, history, channels, acknowledgedAt, answer } = notice;
  return {
    guardianId,
    half,
    noticeId,
    revision,
    kind: mainKind(notice),
    state: stateOf(notice),
    lessons: standingOf(notice).map(({ lessonId, state }) => ({ lessonId, state })),
    toldAt: history[0]?.at ?? "",
    changedAt: history.at(-1)?.at ?? "",
    channels: (Object.entries(channels) as [ChannelName, Delivery][]).map(([channel, { state, at, reason }]) => ({
      channel,
      state,
      at,
      ...(reason !== undefined && { reason }),
    })),
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(answer !== undefined && { answer }),
  };
};

/** The line once a notice has changed; the same line when it knew a later state already. */
export const withNotice = (news: News | undefined, notice: KeptNotice): News => {
  const { schoolId, schoolYear, pupilId, day, pupilName: givenName, className, guardianId, half } = notice;
  const line = news ?? { schoolId, schoolYear, pupilId, day, givenName, className, revision: 0, told: [] };
  const isSame = (one: ToldNews) => one.guardianId === guardianId && one.half === half;
  const known = line.told.find(isSame);
  if (known !== undefined && known.revision >= notice.revision) return line;
  const told = [...line.told.filter((one) => !isSame(one)), toldNews(notice)];
  return { ...line, revision: line.revision + 1, told };
};

/** The line without what an erased guardian was told and answered; the same line when there is nothing of it. */
export const withoutGuardian = (news: News, guardianId: string, erasedAt: string): News => {
  const told = news.told.filter((one) => one.guardianId !== guardianId || one.changedAt > erasedAt);
  return told.length === news.told.length ? news : { ...news, told, revision: news.revision + 1 };
};
