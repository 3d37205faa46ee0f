import { isDeepStrictEqual } from "node:util";
import { instantOf, schoolTimeOf } from "@preau/calendar";
import { LostRace } from "@preau/store";
import type { ChannelName, Outcome } from "./channels/channel.ts";
import { waysTo } from "./contacts/reach.ts";
import type { Ways } from "./contacts/ways.ts";
import { decide } from "./decide.ts";
import { claimed, type Delivery, dropped, enlisted, retractedOn, settled, stepOf } from "./delivery.ts";
import { type Half, type KeptNotice, kindOf, noticeIdOf, type Presence, standingOf } from "./notice.ts";
import { quietUntil } from "./quiet-hours.ts";
import type { NoticeSettings } from "./settings.ts";
import type { Guardian, NoticeStore } from "./store.ts";
import { wordsOf } from "./wording.ts";

export interface TellingDeps {
  readonly store: Pick<NoticeStore, "noticesOn" | "keep">;
  readonly ways: Ways;
  now(): Date;
}

/** What the school says of a half-day of a pupil, to be told to one guardian. */
export interface Telling {
  readonly guardianId: string;
  readonly half: Half;
  readonly presence: Presence;
  readonly settings: NoticeSettings;
}

type Channels = KeptNotice["channels"];

const FRESH_MS = 60 * 60_000;
const ATTEMPTS = 8;

const deliveriesOf = (channels: Channels) => Object.entries(channels) as [ChannelName, Delivery][];

const beginning = ({ guardianId, half, presence }: Telling): KeptNotice => {
  const { schoolId, schoolYear, pupilId, day, givenName, className, version } = presence;
  return {
    schoolId,
    schoolYear,
    guardianId,
    pupilId,
    day,
    half,
    noticeId: noticeIdOf({ pupilId, day }, half),
    pupilName: givenName,
    className,
    revision: 0,
    seen: version,
    history: [],
    channels: {},
  };
};

/** Quiet hours hold back what can wait: not what goes on right now, nor what the school calls urgent. */
const hushedUntil = (notice: KeptNotice, { quietHours, urgent }: NoticeSettings, now: Date): Date | undefined => {
  const presses = standingOf(notice).some(
    ({ state, end }) =>
      urgent.includes(kindOf(state)) ||
      (notice.day === schoolTimeOf(now).day && now.getTime() - instantOf(notice.day, end).getTime() < FRESH_MS),
  );
  return presses ? undefined : quietUntil(now, quietHours);
};

/** The notice as it is to stand, with the channels that are to leave now written down, and when to look again. */
const planned = (notice: KeptNotice, settings: NoticeSettings, now: Date) => {
  const hushed = hushedUntil(notice, settings, now);
  const entries = notice.history.length;
  const waits: Date[] = [];
  const sending: ChannelName[] = [];
  const channels: Channels = Object.fromEntries(
    deliveriesOf(notice.channels).map(([name, delivery]) => {
      const step = stepOf(notice, delivery, now, hushed);
      if (step.do === "wait") waits.push(step.until);
      if (step.do === "send") sending.push(name);
      if (step.do === "withdraw") return [name, dropped(delivery, entries, now)];
      return [name, step.do === "send" ? claimed(delivery, entries, now) : delivery];
    }),
  );
  return { channels, sending, waits };
};

/**
 * Decides what one guardian is told of a half-day, writes it down, sends it, and writes down what became of it. Gives when to look again.
 * @throws LostRace when somebody else told the same guardian meanwhile: the day must be asked for again.
 */
export const tellGuardian = async (
  telling: Telling,
  known: KeptNotice | undefined,
  { store, ways, now }: TellingDeps,
): Promise<readonly Date[]> => {
  const { presence, half, settings, guardianId } = telling;
  const before = known ?? beginning(telling);
  if (presence.version < before.seen) return [];
  const at = now();
  const { day, familyHoldMinutes } = presence;
  const lessons = presence.lessons.filter((lesson) => lesson.half === half);
  const situation = { day, lessons, familyHoldMinutes, tells: settings.tells, said: standingOf(before) };
  const { entry, next } = decide(situation, at);
  const later = next === undefined ? [] : [next];
  if (entry === undefined && known === undefined) return later;

  const history = entry === undefined ? before.history : [...before.history, entry];
  const guardian = { schoolId: before.schoolId, schoolYear: before.schoolYear, guardianId };
  const reach = await ways.reachOf(guardian);
  const open = ways.channels.filter(({ name }) => settings.channels.includes(name));
  const invited = entry?.loud ? waysTo(reach, "attendance", open) : [];
  const newcomers = Object.fromEntries(invited.map(({ name }) => [name, enlisted(history.length, at)]));
  const said = { ...before, history, channels: { ...newcomers, ...before.channels } };
  const { channels, sending, waits } = planned(said, settings, at);
  const notice = { ...said, seen: presence.version, channels, revision: before.revision + 1 };
  const changes = entry !== undefined || !isDeepStrictEqual(channels, before.channels);
  if (!changes) return [...later, ...waits];
  await store.keep(notice);

  const outcomes = await Promise.all(
    sending.map(async (name) => {
      const channel = ways.channels.find((one) => one.name === name);
      const delivery = said.channels[name];
      if (channel === undefined || delivery === undefined) return [];
      const words = wordsOf(notice, retractedOn(notice, delivery));
      const { noticeId: key, schoolId, pupilId } = notice;
      return [[name, await channel.send({ key, schoolId, guardianId, pupilId, ...words }, reach)] as const];
    }),
  );
  const again = await settle(notice, outcomes.flat(), guardian, { store, now });
  return [...later, ...waits, ...again];
};

/** Writes down what became of what was sent, beside whatever happened to the notice meanwhile. */
const settle = async (
  notice: KeptNotice,
  outcomes: readonly (readonly [ChannelName, Outcome])[],
  guardian: Guardian,
  { store, now }: Omit<TellingDeps, "ways">,
): Promise<readonly Date[]> => {
  if (outcomes.length === 0) return [];
  let known = notice;
  for (let attempt = 1; ; attempt += 1) {
    const changed = outcomes.flatMap(([name, outcome]) => {
      const delivery = known.channels[name];
      // Somebody who waited longer than the lease allows has taken it over: what they write counts.
      const isOurs = delivery?.state === "sending" && delivery.at === notice.channels[name]?.at;
      return isOurs ? [[name, settled(delivery, outcome, now())] as const] : [];
    });
    if (changed.length === 0) return [];
    const channels: Channels = { ...known.channels, ...Object.fromEntries(changed) };
    try {
      await store.keep({ ...known, channels, revision: known.revision + 1 });
      return changed.flatMap(([, { state, until }]) =>
        state === "waiting" && until !== undefined ? [new Date(until)] : [],
      );
    } catch (error) {
      if (!(error instanceof LostRace) || attempt === ATTEMPTS) throw error;
      const { pupilId, half, day } = notice;
      const read = await store.noticesOn(guardian, day);
      known = read.find((one) => one.pupilId === pupilId && one.half === half) ?? known;
    }
  }
};
