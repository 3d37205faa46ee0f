import { confirmPresence } from "../../../../functions/attendance/pupil-day/confirm-presence.ts";
import { type Channel, failed, type Outgoing } from "../../../../functions/notices/channels/channel.ts";
import type { Reach } from "../../../../functions/notices/contacts/reach.ts";
import { notePresence } from "../../../../functions/notices/note-presence.ts";
import { type KeptNotice, type Presence, type PupilDay, standingOf } from "../../../../functions/notices/notice.ts";
import { type Confirm, reviewPupil } from "../../../../functions/notices/review-pupil.ts";
import type { Wake } from "../../../../functions/notices/wake.ts";
import type { HeardByFamilies } from "./heard.ts";
import { type Play, SECOND } from "./play.ts";
import type { NoticePorts } from "./ports.ts";
import { runFunction, type Through } from "./run-function.ts";
import { depsThrough } from "./send-command.ts";
import { openQueue } from "./transport.ts";

/** What is sent by: everybody has a telephone and a mailbox, and nobody chose between them. */
const CHANNELS = ["push", "mail"] as const;
const REACH: Reach = {
  contact: { smsConsent: false },
  devices: [],
  preferences: { attendance: [...CHANNELS], message: [...CHANNELS] },
};
/** How long a question to another function may take before it is given up. */
const ASKED_FOR_MS = 5 * SECOND;
const MOST_SECONDS_LATER = 900;
/** One sending in a thousand is refused by the mail or the push service. */
const CHANNEL_FAILS = 0.001;

/** Parts of the telling in which a bug may be planted. */
export interface Telling {
  readonly ports: NoticePorts;
  confirm(asked: Confirm, key: PupilDay): Promise<Presence | null>;
  leave(wake: Wake, seconds: number): number;
}

/** The functions of notices, their queues, and families at the other end. */
export const openTelling = (
  play: Play,
  heard: HeardByFamilies,
  { ports, confirm, leave }: Telling,
  visibleAgainAfterMs: number,
) => {
  const { time, random } = play;
  const now = () => new Date(time.now());
  const asked: Confirm = async (key) => {
    const outcome = await runFunction(play, (through) => confirmPresence(key, depsThrough(play, through)));
    if (outcome !== "killed" && "answer" in outcome) return outcome.answer;
    await time.pause(outcome === "killed" ? ASKED_FOR_MS : 0);
    throw new Error("attendance did not answer");
  };
  const later = {
    leave: async (...wakes: readonly { readonly what: Wake; readonly seconds: number }[]): Promise<void> => {
      for (const { what, seconds } of wakes) {
        const delay = Math.min(Math.max(Math.ceil(leave(what, seconds)), 0), MOST_SECONDS_LATER);
        wakeUp(what, delay * SECOND);
      }
    },
  };

  /** The tables and the channels of one run; what it keeps and sends reaches families. */
  const ofRun = (through: Through) => {
    const kept = new Map<string, KeptNotice>();
    const run = { isLost: false };
    const store = {
      ...ports.store,
      keep: async (notice: KeptNotice): Promise<void> => {
        await ports.store.keep(notice);
        const { guardianId, noticeId, pupilId, day, history } = notice;
        kept.set(`${guardianId} ${noticeId}`, notice);
        const { read } = heard.of(guardianId, noticeId, pupilId, day);
        if (history.length > read.length) read.push({ at: time.now(), lessons: standingOf(notice) });
      },
    };
    const channelOf = (name: (typeof CHANNELS)[number]): Channel => ({
      name,
      obstacle: () => undefined,
      send: through(
        {
          send: async ({ key, guardianId, pupilId }: Outgoing) => {
            const notice = kept.get(`${guardianId} ${key}`);
            if (notice === undefined) throw new Error("what leaves was never written down");
            if (random.chance(CHANNEL_FAILS)) return failed("le service ne répond pas", true);
            const one = {
              at: time.now(),
              channel: name,
              entries: notice.history.length,
              lessons: standingOf(notice),
              run,
            };
            heard.of(guardianId, key, pupilId, notice.day).sent.push(one);
            return { state: "sent" as const };
          },
        },
        false,
      ).send,
    });
    const deps = {
      now,
      store: through(store),
      news: through(ports.news),
      settings: through(ports.settings),
      later: through(later),
      ways: { channels: CHANNELS.map(channelOf), reachOf: async () => REACH },
      confirm: (key: PupilDay) => confirm(asked, key),
    };
    return { deps, run };
  };

  const wakeUp = openQueue<Wake>(play, visibleAgainAfterMs, async (wake) => {
    const runs: { isLost: boolean }[] = [];
    const outcome = await runFunction(play, (through) => {
      const { deps, run } = ofRun(through);
      runs.push(run);
      return reviewPupil(wake, deps);
    });
    const isDone = outcome !== "killed" && "answer" in outcome;
    for (const run of runs) run.isLost = !isDone;
    return isDone;
  });
  return openQueue<Presence>(play, visibleAgainAfterMs, async (presence) => {
    const outcome = await runFunction(play, (through) => notePresence(presence, ofRun(through).deps));
    return outcome !== "killed" && "answer" in outcome;
  });
};
