import { instantOf } from "@preau/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { KINDS, type Presence, retracted, type ToldLesson } from "./notice.ts";

type Lesson = Presence["lessons"][number];

const DAY = "2026-11-23";
const at = (time: string) => instantOf(DAY, time);
const lesson = (start: string, state: Lesson["state"], more: Partial<Lesson> = {}): Lesson => ({
  lessonId: `les_0000000000006${start.replace(":", "")}_20261123`.slice(0, 32) as Lesson["lessonId"],
  start,
  end: `${start.slice(0, 2)}:55`,
  half: "morning",
  subject: "Latin",
  state,
  decided: "no",
  justified: false,
  counts: true,
  announced: false,
  ...more,
});
const told = (start: string, state: ToldLesson["state"], more: Partial<ToldLesson> = {}): ToldLesson => {
  const { lessonId, end, subject } = lesson(start, state);
  return { lessonId, start, end, subject, state, ...more };
};
const decided = (
  said: readonly ToldLesson[],
  lessons: readonly Lesson[],
  time: string,
  tells: readonly (typeof KINDS)[number][] = KINDS,
) => {
  const { entry, next } = decide({ day: DAY, lessons, familyHoldMinutes: 15, tells, said }, at(time));
  return {
    ...(entry && {
      says: entry.lessons.map(({ start, state, disputed }) => `${start} ${state}${disputed ? "?" : ""}`),
      loud: entry.loud,
    }),
    ...(next && { next: next.toISOString() }),
  };
};

describe("what a family is told", () => {
  it.each<[string, readonly ToldLesson[], readonly Lesson[], string, object]>([
    ["nothing of a pupil who was there", [], [], "08:30", {}],
    [
      "nothing before the time to correct is over",
      [],
      [lesson("08:00", "absent")],
      "08:14",
      { next: at("08:15").toISOString() },
    ],
    [
      "an absence, from that minute on",
      [],
      [lesson("08:00", "absent")],
      "08:15",
      { says: ["08:00 absent"], loud: true },
    ],
    ["a lateness", [], [lesson("08:00", "late", { minutes: 10 })], "08:15", { says: ["08:00 late"], loud: true }],
    ["an early departure", [], [lesson("10:00", "left")], "10:20", { says: ["10:00 left"], loud: true }],
    ["nothing of a contradiction", [], [lesson("08:00", "conflict")], "09:00", {}],
    ["nothing of a pupil who is elsewhere in the school", [], [lesson("08:00", "elsewhere")], "09:00", {}],
    ["nothing that the family said itself", [], [lesson("08:00", "absent", { announced: true })], "09:00", {}],
    [
      "nothing that school life has already accepted",
      [],
      [lesson("08:00", "absent", { decided: "yes", justified: true })],
      "09:00",
      {},
    ],
    [
      "an absence whose reason school life refused",
      [],
      [lesson("08:00", "absent", { decided: "yes", justified: false })],
      "09:00",
      { says: ["08:00 absent"], loud: true },
    ],
    [
      "the lesson after a missed one, without another alert",
      [told("08:00", "absent")],
      [lesson("08:00", "absent"), lesson("09:00", "absent")],
      "09:15",
      { says: ["08:00 absent", "09:00 absent"], loud: false },
    ],
    [
      "an absence after a lesson at which the pupil was seen, with another alert",
      [told("08:00", "absent")],
      [lesson("08:00", "absent"), lesson("10:00", "absent")],
      "10:15",
      { says: ["08:00 absent", "10:00 absent"], loud: true },
    ],
    [
      "a lateness after an absence, with another alert",
      [told("08:00", "absent")],
      [lesson("08:00", "absent"), lesson("09:00", "late")],
      "09:15",
      { says: ["08:00 absent", "09:00 late"], loud: true },
    ],
    ["that an absence did not happen", [told("08:00", "absent")], [], "08:20", { says: [], loud: false }],
    [
      "that an absence was a lateness",
      [told("08:00", "absent")],
      [lesson("08:00", "late", { minutes: 20 })],
      "08:21",
      { says: ["08:00 late"], loud: false },
    ],
    [
      "that a pupil told absent was at the infirmary",
      [told("08:00", "absent")],
      [lesson("08:00", "elsewhere")],
      "08:30",
      { says: [], loud: false },
    ],
    [
      "nothing new of what turns out contradictory, which is marked so",
      [told("08:00", "absent")],
      [lesson("08:00", "conflict")],
      "08:30",
      { says: ["08:00 absent?"], loud: false },
    ],
    [
      "nothing when a contradiction is settled the way it was told",
      [told("08:00", "absent", { disputed: true })],
      [lesson("08:00", "absent")],
      "08:30",
      { says: ["08:00 absent"], loud: false },
    ],
    [
      "nothing when a reason is accepted afterwards: the pupil was away",
      [told("08:00", "absent")],
      [lesson("08:00", "absent", { decided: "yes", justified: true, announced: true })],
      "08:30",
      {},
    ],
  ])("%s", (_, said, lessons, time, expected) => expect(decided(said, lessons, time)).toEqual(expected));

  it("is what the school tells at all, though never less than a correction", () => {
    expect(decided([], [lesson("08:00", "late")], "08:30", ["absence"])).toEqual({});
    expect(decided([told("08:00", "absent")], [lesson("08:00", "late")], "08:30", ["absence"])).toEqual({
      says: ["08:00 late"],
      loud: false,
    });
  });
});

const STARTS = ["08:00", "09:00", "10:00", "11:00"];
const anyDay = fc.uniqueArray(fc.constantFrom(...STARTS), { maxLength: 4 }).chain((starts) =>
  fc.tuple(
    ...starts.map((start) =>
      fc
        .record({
          state: fc.constantFrom("absent", "late", "left", "elsewhere", "conflict"),
          announced: fc.boolean(),
          justified: fc.boolean(),
          decided: fc.constantFrom("no", "yes", "disputed"),
          minutes: fc.integer({ min: 1, max: 50 }),
        })
        .map((more) => lesson(start, more.state as Lesson["state"], more as Partial<Lesson>)),
    ),
  ),
);
const anyStory = fc.array(fc.tuple(anyDay, fc.integer({ min: 7 * 60 + 50, max: 12 * 60 })), {
  minLength: 1,
  maxLength: 8,
});

describe("whatever a school says, in whatever order", () => {
  it("no family is told what is not affirmed and due, and every family is told what is", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let said: readonly ToldLesson[] = [];
        for (const [lessons, minutes] of story) {
          const time = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
          const situation = { day: DAY, lessons, familyHoldMinutes: 15, tells: KINDS, said };
          const { entry } = decide(situation, at(time));
          const now = entry?.lessons ?? said;
          const before = said;
          for (const one of now) {
            const source = lessons.find(({ lessonId }) => lessonId === one.lessonId);
            expect(source?.state).toBe(one.disputed ? "conflict" : one.state);
            const wasSaid = before.some(({ lessonId }) => lessonId === one.lessonId);
            if (!wasSaid) expect(time >= one.start.replace(":00", ":15")).toBe(true);
          }
          const owed = lessons.filter(
            ({ state, start, announced, decided: judged, justified }) =>
              ["absent", "late", "left"].includes(state) &&
              time >= start.replace(":00", ":15") &&
              !announced &&
              !(judged === "yes" && justified),
          );
          for (const one of owed) expect(now.map(({ lessonId }) => lessonId)).toContain(one.lessonId);
          // Said again, it changes nothing.
          expect(decide({ ...situation, said: now }, at(time)).entry).toBeUndefined();
          said = now;
        }
      }),
    );
  });

  it("what was said and is no longer is never passed over", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (first, second) => {
        const situation = { day: DAY, familyHoldMinutes: 15, tells: KINDS };
        const said = decide({ ...situation, lessons: first, said: [] }, at("13:00")).entry?.lessons ?? [];
        const now = decide({ ...situation, lessons: second, said }, at("13:00")).entry?.lessons ?? said;
        for (const { lessonId } of retracted(said, now))
          expect(second.find((one) => one.lessonId === lessonId)?.state).not.toBe("conflict");
        expect(
          now
            .filter(({ disputed }) => disputed)
            .every(({ lessonId }) => second.some((one) => one.lessonId === lessonId && one.state === "conflict")),
        ).toBe(true);
      }),
    );
  });
});
