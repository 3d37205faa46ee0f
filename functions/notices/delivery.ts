import type { Instant } from "@preau/contract";
import type { Outcome } from "./channels/channel.ts";
import { type KeptNotice, retracted, standingOf, type ToldLesson } from "./notice.ts";

/**
 * How far a notice went by one channel. What is about to leave is written down first (`sending`, under a lease): after a crash nobody
 * knows whether it left, so it leaves again, and a correction counts it as told.
 */
export interface Delivery {
  readonly state: "waiting" | "sending" | "sent" | "failed" | "delivered" | "withdrawn";
  /** How many entries of the history it has surely told of. */
  readonly told: number;
  /** Numbers of entries that left or not: whoever sent them died before writing it down. */
  readonly perhaps: readonly number[];
  /** The number of entries that the state is about. */
  readonly about: number;
  readonly attempts: number;
  readonly at: Instant;
  /** Waiting: not before. Sending: the end of the lease. */
  readonly until?: Instant | undefined;
  /** Why it failed, in French. */
  readonly reason?: string | undefined;
}

/** What a channel has to do now. */
export type Step =
  | { readonly do: "nothing" }
  | { readonly do: "withdraw" }
  | { readonly do: "wait"; readonly until: Date }
  | { readonly do: "send" };

const LEASE_SECONDS = 30;
/** Seconds before each further attempt. */
const AGAIN_AFTER = [30, 120, 480, 900] as const;

export const enlisted = (about: number, now: Date): Delivery => ({
  state: "waiting",
  told: 0,
  perhaps: [],
  about,
  attempts: 0,
  at: now.toISOString(),
});

const unsettled = ({ state, about, perhaps }: Delivery): readonly number[] =>
  state === "sending" ? [...new Set([...perhaps, about])] : perhaps;

/** What the channel told, surely or perhaps, and that no longer stands so: the family must hear it. */
export const retractedOn = ({ history }: Pick<KeptNotice, "history">, delivery: Delivery): readonly ToldLesson[] => {
  const said = [delivery.told, ...unsettled(delivery)].flatMap((entries) => history[entries - 1]?.lessons ?? []);
  const distinct = new Map(said.map((one) => [`${one.lessonId} ${one.state}`, one]));
  return retracted([...distinct.values()], standingOf({ history }));
};

const hasNews = ({ history }: Pick<KeptNotice, "history">, { told }: Delivery): boolean =>
  history.slice(told).some(({ loud }) => loud) && standingOf({ history }).some(({ disputed }) => !disputed);

/** What to do by a channel now; `hushedUntil`: quiet hours, which hold back news and never a correction. */
export const stepOf = (
  notice: Pick<KeptNotice, "history">,
  delivery: Delivery,
  now: Date,
  hushedUntil: Date | undefined,
): Step => {
  const { state, told, perhaps, about, until } = delivery;
  const isCurrent = about === notice.history.length;
  if (state === "failed" && isCurrent) return { do: "nothing" };
  const correction = retractedOn(notice, delivery).length > 0;
  if (!correction && !hasNews(notice, delivery)) {
    const untold = told === 0 && perhaps.length === 0 && (state === "waiting" || state === "failed");
    return { do: untold && standingOf(notice).length === 0 ? "withdraw" : "nothing" };
  }
  const busy = until !== undefined && (state === "sending" || isCurrent) ? new Date(until) : now;
  if (busy > now) return { do: "wait", until: busy };
  if (!correction && hushedUntil !== undefined) return { do: "wait", until: hushedUntil };
  return { do: "send" };
};

/** Written down before it leaves. */
export const claimed = (delivery: Delivery, entries: number, now: Date): Delivery => ({
  state: "sending",
  told: delivery.told,
  perhaps: unsettled(delivery),
  about: entries,
  attempts: delivery.about === entries ? delivery.attempts + 1 : 1,
  at: now.toISOString(),
  until: new Date(now.getTime() + LEASE_SECONDS * 1_000).toISOString(),
});

/** Nothing of it stands and nothing of it left: it never will. */
export const dropped = (delivery: Delivery, entries: number, now: Date): Delivery => ({
  ...enlisted(entries, now),
  state: "withdrawn",
  attempts: delivery.attempts,
});

/** What became of it. */
export const settled = (delivery: Delivery, outcome: Outcome, now: Date): Delivery => {
  const { told, perhaps, about, attempts } = delivery;
  const at = now.toISOString();
  if (outcome.state === "sent") return { state: "sent", told: about, perhaps: [], about, attempts, at };
  const after = outcome.again ? AGAIN_AFTER[attempts - 1] : undefined;
  const failed = { told, perhaps, about, attempts, at, reason: outcome.reason };
  return after === undefined
    ? { ...failed, state: "failed" }
    : { ...failed, state: "waiting", until: new Date(now.getTime() + after * 1_000).toISOString() };
};
