import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import type { ChannelName, Outcome, Outgoing } from "./channels/channel.ts";
import { usualPreferences } from "./contacts/reach.ts";
import { notices } from "./manifest.ts";
import { openNewsStore } from "./news-store.ts";
import { notePresence } from "./note-presence.ts";
import type { Presence } from "./notice.ts";
import { reviewPupil } from "./review-pupil.ts";
import { openNoticeSettingsStore } from "./settings-store.ts";
import { openNoticeStore } from "./store.ts";
import type { Wake } from "./wake.ts";
import { messageOf } from "./wording.ts";

const example = presenceChangedV1.schema.parse(presenceChangedV1.example);
const [firstLesson] = example.lessons;
if (firstLesson === undefined) throw new Error("the example misses a lesson");
const { pupilId, day } = example;
const YEAR = { schoolId: example.schoolId, schoolYear: example.schoolYear };
const [MOTHER, FATHER] = ["per_0k2mq4x9d0abd", "per_0k2mq4x9d0abe"];
type Lesson = Presence["lessons"][number];
const lesson = (start: string, state: Lesson["state"], more: Partial<Lesson> = {}): Lesson => ({
  ...firstLesson,
  lessonId: `les_7k2mq4x9d0abc3f8z${start.slice(0, 2)}_20261123` as Lesson["lessonId"],
  start,
  end: `${start.slice(0, 2)}:55`,
  state,
  ...more,
});

/** What stands outside the capability: what attendance says now, the queue of what is left for later, the channels. */
const outside = (at: string) => {
  let clock = new Date(at);
  let version = 0;
  let lessons: readonly Lesson[] = [];
  let guardians: readonly string[] = [MOTHER, FATHER];
  const queue: { readonly what: Wake; readonly due: number }[] = [];
  const left = new Set<string>();
  const sent: (Outgoing & { readonly channel: ChannelName })[] = [];
  let outcome: Outcome = { state: "sent" };
  const presence = (): Presence => ({ ...example, version, lessons: [...lessons] });
  return {
    presence,
    queue,
    sent,
    now: () => clock,
    guardians: () => guardians,
    retell: (ids: readonly string[]) => {
      guardians = ids;
    },
    says: (...said: readonly Lesson[]) => {
      version += 1;
      lessons = said;
    },
    clockShows: (instant: string) => {
      clock = new Date(instant);
    },
    channelsAnswer: (next: Outcome) => {
      outcome = next;
    },
    later: {
      leave: async (...wakes: readonly { readonly what: Wake; readonly seconds: number }[]) => {
        for (const { what, seconds } of wakes) {
          const wake = { what, due: clock.getTime() + Math.min(Math.max(seconds, 0), 900) * 1_000 };
          // A wake that comes twice leaves its successor twice; one of each is enough for a test.
          const key = JSON.stringify(wake);
          if (!left.has(key)) queue.push(wake);
          left.add(key);
        }
      },
    },
    ways: {
      channels: (["push", "mail"] as const).map((name) => ({
        name,
        obstacle: () => undefined,
        send: async (outgoing: Outgoing): Promise<Outcome> => {
          if (outcome.state === "sent") sent.push({ ...outgoing, channel: name });
          return outcome;
        },
      })),
      reachOf: async () => ({ contact: { smsConsent: false }, devices: [], preferences: usualPreferences }),
    },
  };
};

const open = async (at: string) => {
  const table = openTable(await freshTable(notices));
  const world = outside(at);
  const store = openNoticeStore(table);
  const news = openNewsStore(table);
  let rosters = 0;
  const deps = {
    ...world,
    store,
    news,
    settings: openNoticeSettingsStore(table),
    confirm: async (): Promise<Presence | null> => world.presence(),
  };
  const keepRoster = async (...ids: readonly string[]) => {
    world.retell(ids);
    rosters += 1;
    await store.keepGuardians({ ...YEAR, classId: example.classId, version: rosters, guardians: { [pupilId]: ids } });
  };
  await keepRoster(MOTHER, FATHER);
  return {
    ...world,
    ...deps,
    keepRoster,
    /** Attendance says something else, and its event arrives, once or more. */
    hears: async (...said: readonly Lesson[]) => {
      world.says(...said);
      await notePresence(world.presence(), deps);
    },
    again: () => notePresence(world.presence(), deps),
    /** Time goes by to `instant`: whatever was left for later wakes at its hour, twice. */
    until: async (instant: string) => {
      for (;;) {
        const next = world.queue.toSorted((a, b) => a.due - b.due)[0];
        if (next === undefined || next.due > Date.parse(instant)) break;
        world.queue.splice(world.queue.indexOf(next), 1);
        if (next.due > world.now().getTime()) world.clockShows(new Date(next.due).toISOString());
        await reviewPupil(next.what, deps);
        await reviewPupil(next.what, deps);
      }
      world.clockShows(instant);
    },
    noticesOf: async (guardianId: string) => store.noticesOn({ ...YEAR, guardianId }, day),
  };
};

let school: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  school = await open("2026-11-23T07:04:00.000Z");
});
const messages = () => school.sent.map(({ guardianId, channel, text }) => `${guardianId} ${channel} ${text}`);

describe("an absence", () => {
  it("is told to each guardian once by each channel, when the time to correct it is over", async () => {
    await school.hears(lesson("08:00", "absent"));
    await school.again();
    await school.until("2026-11-23T07:14:59.000Z");
    expect([messages(), await school.noticesOf(MOTHER)]).toEqual([[], []]);
    await school.until("2026-11-23T07:15:01.000Z");
    expect(school.sent.map(({ guardianId, channel }) => `${guardianId} ${channel}`).sort()).toEqual(
      [MOTHER, FATHER].flatMap((id) => [`${id} mail`, `${id} push`]),
    );
    const [notice] = await school.noticesOf(FATHER);
    expect(notice).toMatchObject({ half: "morning", channels: { push: { state: "sent" }, mail: { state: "sent" } } });
    expect(notice && messageOf(notice)).toBe(school.sent[0]?.text);
  });

  it("that was corrected in time is never told, whatever the order in which its events arrive", async () => {
    await school.hears(lesson("08:00", "absent"));
    const first = school.presence();
    await school.hears();
    await notePresence(first, school);
    await school.until("2026-11-23T09:00:00.000Z");
    expect([messages(), await school.noticesOf(MOTHER)]).toEqual([[], []]);
  });

  it("is not told as long as nobody can confirm it, and is told as soon as somebody can", async () => {
    await school.hears(lesson("08:00", "absent"));
    const [wake] = school.queue;
    if (wake === undefined) throw new Error("a wake was left");
    school.clockShows("2026-11-23T07:15:00.000Z");
    const dead = { ...school, confirm: () => Promise.reject(new Error("attendance does not answer")) };
    await expect(reviewPupil(wake.what, dead)).rejects.toThrow("attendance");
    expect(messages()).toEqual([]);
    await reviewPupil(wake.what, school);
    expect(messages()).toHaveLength(4);
  });

  it("that goes on is added to the notice without another alert; one after a lesson attended alerts again", async () => {
    await school.hears(lesson("08:00", "absent"));
    await school.until("2026-11-23T07:20:00.000Z");
    await school.hears(lesson("08:00", "absent"), lesson("09:00", "absent"));
    await school.until("2026-11-23T08:20:00.000Z");
    expect(messages()).toHaveLength(4);
    const [notice] = await school.noticesOf(MOTHER);
    expect(notice && messageOf(notice)).toContain("et de 09:00 à 09:55");
    await school.hears(lesson("08:00", "absent"), lesson("09:00", "absent"), lesson("11:00", "absent"));
    await school.until("2026-11-23T10:20:00.000Z");
    expect(messages()).toHaveLength(8);
    expect(await school.noticesOf(MOTHER)).toHaveLength(1);
  });

  it("of the afternoon is another notice", async () => {
    await school.hears(lesson("08:00", "absent"), lesson("14:00", "absent", { half: "afternoon" }));
    await school.until("2026-11-23T13:20:00.000Z");
    expect((await school.noticesOf(MOTHER)).map(({ half }) => half)).toEqual(["morning", "afternoon"]);
    expect(messages()).toHaveLength(8);
  });

  it("of somebody whose class has no roster here yet waits for it", async () => {
    school.says(lesson("08:00", "absent"));
    const elsewhere = {
      ...school,
      confirm: async () => ({ ...school.presence(), classId: "aud_0000000000000" as never }),
    };
    const wake = { ...YEAR, pupilId, day, at: "2026-11-23T07:00:00.000Z" };
    await expect(reviewPupil(wake, elsewhere)).rejects.toThrow("roster");
    await reviewPupil(wake, { ...school, confirm: async () => null });
    expect(messages()).toEqual([]);
  });
});

describe("a correction after sending", () => {
  beforeEach(async () => {
    await school.hears(lesson("08:00", "absent"));
    await school.until("2026-11-23T07:20:00.000Z");
    school.sent.length = 0;
  });

  it("leaves at once, by every channel that told it, and the notice says so", async () => {
    await school.hears();
    await school.until("2026-11-23T07:20:01.000Z");
    expect(messages()).toHaveLength(4);
    for (const { text } of school.sent) expect(text).toContain("l’absence signalée est annulée");
    const [notice] = await school.noticesOf(MOTHER);
    expect(notice?.history.map(({ lessons }) => lessons.length)).toEqual([1, 0]);
  });

  it("leaves in the middle of the night; news waits for the morning", async () => {
    school.clockShows("2026-11-23T21:00:00.000Z");
    await school.hears(lesson("08:00", "late", { minutes: 5 }), lesson("14:00", "absent", { half: "afternoon" }));
    await school.until("2026-11-24T05:59:00.000Z");
    expect(messages()).toHaveLength(4);
    expect(school.sent.every(({ text }) => text.includes("il s’agit d’un retard de 5 min"))).toBe(true);
    expect(await school.noticesOf(MOTHER)).toHaveLength(2);
    await school.until("2026-11-24T06:00:01.000Z");
    expect(messages()).toHaveLength(8);
  });

  it("is for those who answer for the child now", async () => {
    await school.keepRoster(MOTHER);
    await school.hears();
    await school.until("2026-11-23T07:21:00.000Z");
    expect(school.sent.map(({ guardianId }) => guardianId)).toEqual([MOTHER, MOTHER]);
  });

  it("waits while the school contradicts itself, and leaves when it settles", async () => {
    await school.hears(lesson("08:00", "conflict"));
    await school.until("2026-11-23T08:00:00.000Z");
    expect(messages()).toEqual([]);
    await school.hears();
    await school.until("2026-11-23T08:00:01.000Z");
    expect(messages()).toHaveLength(4);
  });

  it("is not overwritten by a look that was older and slower", async () => {
    const older = school.presence();
    await school.hears();
    await school.until("2026-11-23T07:20:01.000Z");
    const wake = { ...YEAR, pupilId, day, at: "2026-11-23T07:15:00.000Z" };
    await reviewPupil(wake, { ...school, confirm: async () => older });
    expect(messages()).toHaveLength(4);
    expect((await school.noticesOf(MOTHER))[0]?.history.at(-1)?.lessons).toEqual([]);
  });
});

describe("a channel that fails", () => {
  it("is tried again, each time after another look at the day, and never for an absence that was corrected meanwhile", async () => {
    school.channelsAnswer({ state: "failed", reason: "Service indisponible.", again: true });
    await school.hears(lesson("08:00", "absent"));
    await school.until("2026-11-23T07:15:20.000Z");
    expect((await school.noticesOf(MOTHER))[0]?.channels.mail).toMatchObject({ state: "waiting", attempts: 1 });
    school.says();
    school.channelsAnswer({ state: "sent" });
    await school.until("2026-11-23T08:30:00.000Z");
    expect(messages()).toEqual([]);
    expect((await school.noticesOf(MOTHER))[0]?.channels.mail).toMatchObject({ state: "withdrawn" });
  });

  it("is given up in the end, with its reason for school life", async () => {
    school.channelsAnswer({ state: "failed", reason: "Boîte pleine.", again: true });
    await school.hears(lesson("08:00", "absent"));
    await school.until("2026-11-23T09:00:00.000Z");
    const [notice] = await school.noticesOf(FATHER);
    expect(notice?.channels.push).toMatchObject({ state: "failed", reason: "Boîte pleine.", attempts: 5 });
    expect(school.queue).toEqual([]);
  });

  it("whose sender died before writing it down is used again, after its lease", async () => {
    await school.keepRoster(MOTHER);
    await school.hears(lesson("08:00", "absent"));
    const [wake] = school.queue.splice(0);
    if (wake === undefined) throw new Error("a wake was left");
    school.clockShows("2026-11-23T07:15:00.000Z");
    const dying = {
      ...school.store,
      keep: async (notice: Parameters<typeof school.store.keep>[0]) => {
        if (notice.revision > 1) throw new Error("killed");
        await school.store.keep(notice);
      },
    };
    await expect(reviewPupil(wake.what, { ...school, store: dying })).rejects.toThrow("killed");
    const once = messages().length;
    expect(once).toBe(2);
    await reviewPupil(wake.what, school);
    expect(messages()).toHaveLength(once);
    await school.until("2026-11-23T07:15:31.000Z");
    expect((await school.noticesOf(MOTHER))[0]?.channels.mail).toMatchObject({ state: "sent", attempts: 2 });
  });
});

describe("whoever dies while telling", () => {
  /** The same dependencies, of which the nth call kills its caller, before or after it took effect. */
  const mortal = (nth: number, when: "before" | "after") => {
    let calls = 0;
    const risky =
      <Args extends readonly unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        calls += 1;
        // Who is dead does nothing more.
        if (calls > nth || (calls === nth && when === "before")) throw new Error("killed");
        const result = await act(...args);
        if (calls >= nth && when === "after") throw new Error("killed");
        return result;
      };
    const { store, later, ways } = school;
    return {
      ...school,
      confirm: risky(school.confirm),
      later: { leave: risky(later.leave) },
      store: { ...store, keep: risky(store.keep), noticesOn: risky(store.noticesOn) },
      ways: { ...ways, channels: ways.channels.map((one) => ({ ...one, send: risky(one.send) })) },
    };
  };
  const deaths = Array.from({ length: 11 }, (_, index) => index + 1).flatMap((nth) => [
    [nth, "before"] as const,
    [nth, "after"] as const,
  ]);
  const dieTelling = async (nth: number, when: "before" | "after"): Promise<Wake> => {
    await school.keepRoster(MOTHER);
    await school.hears(lesson("08:00", "absent"), lesson("09:00", "absent"));
    const [wake] = school.queue.splice(0);
    if (wake === undefined) throw new Error("a wake was left");
    school.clockShows("2026-11-23T07:15:00.000Z");
    await Promise.allSettled([reviewPupil(wake.what, mortal(nth, when))]);
    return wake.what;
  };

  it.each(deaths)("at call %i, %s it took effect, leaves nobody untold", async (nth, when) => {
    const wake = await dieTelling(nth, when);
    await reviewPupil(wake, school);
    await school.until("2026-11-23T07:30:00.000Z");
    const [notice] = await school.noticesOf(MOTHER);
    expect(notice?.channels).toMatchObject({ push: { state: "sent" }, mail: { state: "sent" } });
    for (const channel of ["push", "mail"])
      expect([1, 2]).toContain(school.sent.filter((one) => one.channel === channel).length);
    await school.until("2026-11-23T08:30:00.000Z");
    expect((await school.noticesOf(MOTHER))[0]?.history.at(-1)?.lessons).toHaveLength(2);
  });

  it.each(deaths)(
    "at call %i, %s it took effect, leaves nobody with what was corrected meanwhile",
    async (nth, when) => {
      const wake = await dieTelling(nth, when);
      const told = school.sent.splice(0).map(({ channel }) => channel);
      await school.hears();
      await reviewPupil(wake, school);
      await school.until("2026-11-23T07:16:00.000Z");
      const [notice] = await school.noticesOf(MOTHER);
      expect(notice?.history.at(-1)?.lessons ?? []).toEqual([]);
      for (const { text } of school.sent) expect(text).toContain("est annulée");
      expect(school.sent.map(({ channel }) => channel)).toEqual(expect.arrayContaining(told));
    },
  );
});

describe("the price of telling", () => {
  it("is five read units and eight write units for two guardians by two channels", async () => {
    await school.hears(lesson("08:00", "absent"));
    const [wake] = school.queue;
    if (wake === undefined) throw new Error("a wake was left");
    school.clockShows("2026-11-23T07:15:00.000Z");
    resetCapacity();
    await reviewPupil(wake.what, school);
    expect(readCapacity().rru).toBeLessThanOrEqual(5);
    expect(readCapacity().wru).toBeLessThanOrEqual(8);
  });

  it("is one message to the queue for each pupil when a whole year of the school is told at once", async () => {
    const pupils = Array.from({ length: 200 }, (_, index) => `per_${String(index).padStart(13, "0")}`);
    const guardiansOf = (id: string) => [`per_m${id.slice(5)}`, `per_f${id.slice(5)}`];
    const classOf = (id: string) => `aud_00000000000${id.slice(-4, -2)}` as Presence["classId"];
    for (const [classId, members] of Map.groupBy(pupils, classOf)) {
      const guardians = Object.fromEntries(members.map((id) => [id, guardiansOf(id)]));
      await school.store.keepGuardians({ ...YEAR, classId, version: 1, guardians });
    }
    school.says(lesson("08:00", "absent"));
    const of = (id: string): Presence => ({
      ...school.presence(),
      version: 1,
      pupilId: id as Presence["pupilId"],
      classId: classOf(id),
    });
    for (let from = 0; from < pupils.length; from += 50)
      await Promise.all(pupils.slice(from, from + 50).map((id) => notePresence(of(id), school)));
    expect([school.queue.length, school.sent.length]).toEqual([200, 0]);
    school.clockShows("2026-11-23T07:15:00.000Z");
    const confirm = async (key: { readonly pupilId: string }) => of(key.pupilId);
    for (let from = 0; from < pupils.length; from += 50)
      await Promise.all(
        school.queue.slice(from, from + 50).map(({ what }) => reviewPupil(what, { ...school, confirm })),
      );
    expect(new Set(school.sent.map(({ guardianId }) => guardianId)).size).toBe(400);
    expect(school.sent).toHaveLength(800);
  }, 60_000);
});
