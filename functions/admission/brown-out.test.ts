import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AlarmNews, type BrownOut, heard, isUnderWay, NO_BROWN_OUT, ringing, stepped } from "./brown-out.ts";

const EIGHT = Date.parse("2026-11-23T07:00:00Z");
const at = (seconds: number) => EIGHT + seconds * 1_000;
const news = (name: string, rings: boolean, seconds: number): AlarmNews => ({ name, ringing: rings, at: at(seconds) });

/** The levels minute by minute: what is heard at each second, then a look every minute. */
const story = (events: Readonly<Record<number, AlarmNews>>, minutes: number): readonly number[] => {
  let state = NO_BROWN_OUT;
  const levels: number[] = [];
  for (let second = 0; second <= minutes * 60; second += 1) {
    const event = events[second];
    if (event !== undefined) state = heard(state, event, at(second));
    if (second % 60 === 0) {
      state = stepped(state, at(second));
      levels.push(state.level);
    }
  }
  return levels;
};

describe("a brown-out by the alarm", () => {
  it("begins as soon as the essential are refused, and goes one level further a minute while they are", () => {
    expect(story({ 0: news("rolls", true, 0) }, 5)).toEqual([1, 2, 3, 3, 3, 3]);
  });

  it("stops climbing with the alarm and falls a level after each three minutes of quiet", () => {
    const events = { 0: news("rolls", true, 0), 90: news("rolls", false, 90) };
    expect(story(events, 12)).toEqual([1, 2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0]);
  });

  it("climbs again from where it is when the alarm comes back", () => {
    const events = { 0: news("rolls", true, 0), 90: news("rolls", false, 90), 330: news("rolls", true, 330) };
    expect(story(events, 8)).toEqual([1, 2, 2, 2, 2, 1, 2, 3, 3]);
  });

  it("lasts while any of several alarms rings", () => {
    const events = { 0: news("rolls", true, 0), 10: news("blocks", true, 10), 70: news("rolls", false, 70) };
    expect(story(events, 4)).toEqual([1, 2, 3, 3, 3]);
  });

  it("does not outlive an alarm whose end was lost", () => {
    expect(story({ 0: news("rolls", true, 0) }, 135).at(-1)).toBe(0);
  });

  it("follows alarms whose clock is not the school's", () => {
    const dayBefore = { ...news("rolls", true, 0), at: at(-86_400) };
    expect(heard(NO_BROWN_OUT, dayBefore, at(0)).level).toBe(1);
  });

  it("takes no notice of what it has heard already, nor of what came late", () => {
    const rung = heard(NO_BROWN_OUT, news("rolls", true, 0), at(0));
    expect(heard(rung, news("rolls", true, 0), at(90))).toBe(rung);
    const quiet = heard(rung, news("rolls", false, 30), at(30));
    expect(ringing(heard(quiet, news("rolls", true, 10), at(40)), at(40))).toEqual([]);
    const quietFirst = heard(NO_BROWN_OUT, news("rolls", false, 30), at(30));
    expect(heard(quietFirst, news("rolls", true, 0), at(31))).toBe(quietFirst);
  });
});

const anyNews = fc.record({
  name: fc.constantFrom("rolls", "blocks", "lessons"),
  ringing: fc.boolean(),
  seconds: fc.integer({ min: 0, max: 1_200 }),
});

describe("whatever the alarms say", () => {
  it("the level stays between 0 and 3 and never climbs twice within a minute", () => {
    fc.assert(
      fc.property(fc.array(anyNews, { maxLength: 40 }), (all) => {
        let state: BrownOut = NO_BROWN_OUT;
        let climbedAt = Number.NEGATIVE_INFINITY;
        for (const { seconds, ...one } of all.toSorted((a, b) => a.seconds - b.seconds)) {
          const next = stepped(heard(state, { ...one, at: at(seconds) }, at(seconds)), at(seconds));
          expect([0, 1, 2, 3]).toContain(next.level);
          expect(Math.abs(next.level - state.level)).toBeLessThanOrEqual(1);
          if (next.level > state.level) {
            expect(seconds - climbedAt).toBeGreaterThanOrEqual(55);
            climbedAt = seconds;
          }
          state = next;
        }
      }),
    );
  });

  it("told twice and in any order, the same alarms ring in the end", () => {
    const distinct = fc.uniqueArray(anyNews, { selector: ({ name, seconds }) => `${name} ${seconds}`, maxLength: 20 });
    fc.assert(
      fc.property(
        distinct.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
        ),
        ([all, shuffled]) => {
          const rung = (told: typeof all) =>
            ringing(
              told.reduce(
                (state, { seconds, ...one }) => heard(state, { ...one, at: at(seconds) }, at(1_300)),
                NO_BROWN_OUT,
              ),
              at(1_300),
            ).toSorted();
          expect(rung(shuffled)).toEqual(rung(all));
        },
      ),
    );
  });

  it("once all is quiet the cell is back to normal within a quarter of an hour", () => {
    fc.assert(
      fc.property(fc.array(anyNews, { maxLength: 20 }), (all) => {
        let state: BrownOut = NO_BROWN_OUT;
        for (const { seconds, ...one } of all.toSorted((a, b) => a.seconds - b.seconds))
          state = heard(state, { ...one, at: at(seconds) }, at(seconds));
        for (const name of ["rolls", "blocks", "lessons"]) state = heard(state, news(name, false, 1_201), at(1_201));
        for (let minute = 1; minute <= 13; minute += 1) state = stepped(state, at(1_201 + minute * 60));
        expect(isUnderWay(state, at(2_000))).toBe(false);
      }),
    );
  });
});
