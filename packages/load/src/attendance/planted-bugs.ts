import { countOf } from "../../../../functions/attendance/pupil-day/pupil-file.ts";
import { usualSettings } from "../../../../functions/attendance/pupil-day/settings.ts";
import type { Presence, PupilDay } from "../../../../functions/notices/notice.ts";
import type { Wake } from "../../../../functions/notices/wake.ts";
import type { PlantedBug } from "./planted-bug.ts";
import {
  conflictAveraged,
  lastWriterWins,
  offlineTimeIgnored,
  silenceAsOpinion,
  versionCheckDropped,
} from "./planted-in-registers.ts";

const keyOf = ({ pupilId, day }: Pick<PupilDay, "pupilId" | "day">): string => `${pupilId} ${day}`;
const unheld = (presence: Presence): Presence => ({ ...presence, familyHoldMinutes: 0 });

/** What was known when a wake was left is what is told when it comes. */
const noReRead = (now: () => number): PlantedBug => {
  const known = new Map<string, Presence>();
  const left = new Map<string, { readonly at: number; readonly presence: Presence }[]>();
  return {
    event: (presence) => {
      if ((known.get(keyOf(presence))?.version ?? 0) < presence.version) known.set(keyOf(presence), presence);
      return presence;
    },
    leave: (wake: Wake, seconds) => {
      const presence = known.get(keyOf(wake));
      const list = left.get(keyOf(wake)) ?? [];
      if (presence !== undefined) left.set(keyOf(wake), [...list, { at: Date.parse(wake.at), presence }]);
      return seconds;
    },
    confirm: async (asked, key) => {
      const due = (left.get(keyOf(key)) ?? []).filter(({ at }) => at <= now()).sort((a, b) => b.at - a.at)[0];
      return due?.presence ?? asked(key);
    },
  };
};

/** Whatever was affirmed once is affirmed for ever. */
const withdrawnIgnored = (): PlantedBug => {
  const affirmed = new Map<string, Presence["lessons"]>();
  return {
    confirm: async (asked, key) => {
      const presence = await asked(key);
      if (presence === null) return null;
      const before = affirmed.get(keyOf(key)) ?? [];
      const now = presence.lessons.filter(({ state }) => state === "absent" || state === "late" || state === "left");
      const all = [...before, ...now.filter(({ lessonId }) => !before.some((one) => one.lessonId === lessonId))];
      affirmed.set(keyOf(key), all);
      return { ...presence, lessons: [...all] };
    },
  };
};

const idempotencyLost = (): PlantedBug => {
  let sent = 0;
  return {
    attendance: (ports) => ({
      ...ports,
      replies: {
        remember: (key, reply) => {
          sent += 1;
          return ports.replies.remember(`${key} ${sent}`, reply);
        },
        find: async () => undefined,
      },
    }),
  };
};

const replacedStillStands = (): PlantedBug => ({
  attendance: (ports) => ({
    ...ports,
    days: {
      ...ports.days,
      sourcesOf: async (key, day) => {
        const sources = await ports.days.sourcesOf(key, day);
        return { ...sources, facts: sources.facts.map((fact) => ({ ...fact, replaces: [] })) };
      },
    },
  }),
});

const sentIsForgotten = (): PlantedBug => ({
  notices: (ports) => ({
    ...ports,
    store: {
      ...ports.store,
      noticesOn: async (guardian, day) => {
        const notices = await ports.store.noticesOn(guardian, day);
        return notices.map((notice) => ({
          ...notice,
          channels: Object.fromEntries(
            Object.entries(notice.channels).map(([name, delivery]) => [
              name,
              { ...delivery, state: "waiting" as const, told: 0 },
            ]),
          ),
        }));
      },
    },
  }),
});

/** The bugs that the simulation must see, one at a time. */
export const PLANTED_BUGS: readonly { readonly name: string; readonly plant: (now: () => number) => PlantedBug }[] = [
  { name: "no re-read when a notice leaves", plant: noReRead },
  {
    name: "the hold is ignored",
    plant: () => ({ event: unheld, confirm: async (asked, key) => asked(key).then((one) => one && unheld(one)) }),
  },
  { name: "the last writer wins", plant: lastWriterWins },
  { name: "a contradiction is averaged", plant: conflictAveraged },
  { name: "silence about a contradiction is an opinion", plant: silenceAsOpinion },
  { name: "the version check is dropped", plant: versionCheckDropped },
  { name: "what came from offline is taken for new", plant: offlineTimeIgnored },
  { name: "idempotency is lost", plant: idempotencyLost },
  { name: "what was settled still stands", plant: replacedStillStands },
  {
    name: "a cancelled lesson still counts",
    plant: () => ({ attendance: (ports) => ({ ...ports, sheets: { ...ports.sheets, keepChange: async () => true } }) }),
  },
  {
    name: "the half-day ends a minute early",
    plant: () => ({
      count: (days) => countOf(days, { ...usualSettings, counting: { ...usualSettings.counting, boundary: "11:59" } }),
    }),
  },
  { name: "what was withdrawn stays told", plant: withdrawnIgnored },
  { name: "a correction waits for the hold", plant: () => ({ leave: (_, seconds) => (seconds <= 0 ? 900 : seconds) }) },
  { name: "what left is forgotten and leaves again", plant: sentIsForgotten },
  {
    name: "a guardian whose right ended is still told",
    plant: () => ({
      notices: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          keepGuardians: async (roster) => (roster.version > 1 ? true : ports.store.keepGuardians(roster)),
        },
      }),
    }),
  },
];
