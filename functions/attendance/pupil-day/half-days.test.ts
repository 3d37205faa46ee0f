import { addDays, closedBecause } from "@preau/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CountingRule, type CourseOutcome, countAbsences, partOf, usualRule } from "./half-days.ts";

const MONDAY = "2026-11-23";
const missed = (start: string, end: string, more: Partial<CourseOutcome> = {}): CourseOutcome => ({
  day: MONDAY,
  start,
  end,
  cancelled: false,
  outcome: "absent",
  justified: false,
  counts: true,
  ...more,
});
const count = (outcomes: readonly CourseOutcome[], rule: Partial<CountingRule> = {}, closures = []) =>
  countAbsences(outcomes, { ...usualRule, ...rule }, closures);

describe("half-days of absence", () => {
  it.each<[string, readonly CourseOutcome[], number]>([
    ["one hour of a morning is one half-day", [missed("08:00", "08:55")], 1],
    [
      "a whole morning is one half-day",
      [missed("08:00", "08:55"), missed("09:00", "09:55"), missed("11:05", "12:00")],
      1,
    ],
    ["a whole day is two", [missed("08:00", "08:55"), missed("13:30", "14:25")], 2],
    ["a course from 11:45 to 13:00 counts once", [missed("11:45", "13:00")], 1],
    [
      "the same morning of two weeks is two",
      [missed("08:00", "08:55"), missed("08:00", "08:55", { day: "2026-11-30" })],
      2,
    ],
    ["a cancelled course never counts", [missed("08:00", "08:55", { cancelled: true })], 0],
    ["what school life set aside does not count", [missed("08:00", "08:55", { counts: false })], 0],
    ["a public holiday never counts", [missed("08:00", "08:55", { day: "2026-11-11" })], 0],
    ["lateness is not absence", [missed("08:00", "08:55", { outcome: "late", minutesLate: 40 })], 0],
  ])("%s", (_, outcomes, expected) => {
    const { justified, unjustified } = count(outcomes);
    expect(justified + unjustified).toBe(expected);
  });

  it("are not counted on the days the school is closed", () => {
    const closed = countAbsences([missed("08:00", "08:55")], usualRule, [{ from: MONDAY, to: MONDAY, label: "Pont" }]);
    expect(closed).toMatchObject({ unjustified: 0, halfDays: [] });
  });

  it("are justified when every course missed in them is", () => {
    const both = [missed("08:00", "08:55", { justified: true }), missed("09:00", "09:55", { justified: true })];
    expect(count(both)).toMatchObject({ justified: 1, unjustified: 0 });
    expect(count([...both, missed("10:10", "11:05")])).toMatchObject({ justified: 0, unjustified: 1 });
  });

  it("may begin with a long delay where a school says so, which is then no lateness", () => {
    const late = [missed("08:00", "08:55", { outcome: "late", minutesLate: 30 })];
    expect(count(late)).toMatchObject({ unjustified: 0, lateness: 1 });
    expect(count(late, { missedFromMinutesLate: 30 })).toMatchObject({ unjustified: 1, lateness: 0 });
    expect(count(late, { missedFromMinutesLate: 31 })).toMatchObject({ unjustified: 0, lateness: 1 });
  });

  it("give way to hours or days in schools that count so", () => {
    const day = [missed("08:00", "08:55"), missed("09:00", "10:50", { justified: true }), missed("13:30", "14:25")];
    expect(count(day, { unit: "hour" })).toMatchObject({ justified: 2, unjustified: 2 });
    expect(count(day, { unit: "day" })).toMatchObject({ justified: 0, unjustified: 1 });
  });

  it("say by which rule they were counted", () => {
    expect(count([], { version: 7, unit: "day" })).toMatchObject({ ruleVersion: 7, unit: "day" });
  });
});

describe("where the morning ends", () => {
  it.each([
    ["11:05", "12:00", "12:00", "morning"],
    ["12:00", "12:55", "12:00", "afternoon"],
    ["11:45", "13:00", "12:00", "afternoon"],
    ["11:30", "12:30", "12:00", "morning"],
    ["11:00", "11:55", "11:50", "morning"],
    ["12:10", "13:05", "13:00", "morning"],
  ] as const)("a course from %s to %s, the morning ending at %s: %s", (start, end, boundary, part) => {
    expect(partOf({ start, end }, { boundary })).toBe(part);
  });
});

describe("over a year of any timetable", () => {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const course = fc
    .record({
      day: fc.integer({ min: 0, max: 300 }).map((after) => addDays("2026-09-01", after)),
      from: fc.integer({ min: 8 * 60, max: 17 * 60 }),
      minutes: fc.integer({ min: 20, max: 180 }),
      cancelled: fc.boolean(),
      outcome: fc.constantFrom("absent" as const, "late" as const),
      minutesLate: fc.integer({ min: 1, max: 60 }),
      justified: fc.boolean(),
      counts: fc.boolean(),
    })
    .map(({ from, minutes, ...rest }): CourseOutcome => ({ ...rest, start: clock(from), end: clock(from + minutes) }));
  const rule = fc.record({
    version: fc.constant(1),
    boundary: fc.integer({ min: 11 * 60, max: 14 * 60 }).map(clock),
    unit: fc.constantFrom("hour" as const, "half-day" as const, "day" as const),
    missedFromMinutesLate: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  });
  const closures = fc.array(
    fc
      .record({ from: fc.integer({ min: 0, max: 300 }), days: fc.integer({ min: 0, max: 15 }) })
      .map(({ from, days }) => ({
        from: addDays("2026-09-01", from),
        to: addDays("2026-09-01", from + days),
        label: "Vacances",
      })),
    { maxLength: 5 },
  );

  /** Walks the year minute by minute, as a person with a paper register would. */
  const onPaper = (
    outcomes: readonly CourseOutcome[],
    { boundary, missedFromMinutesLate = 1_000 }: CountingRule,
    closed: Parameters<typeof countAbsences>[2],
  ) => {
    const ticked = new Set<string>();
    for (let day = "2026-09-01"; day <= "2027-08-31"; day = addDays(day, 1)) {
      if (closedBecause(day, closed)) continue;
      for (const one of outcomes) {
        if (one.day !== day || one.cancelled || !one.counts) continue;
        if (one.outcome === "late" && (one.minutesLate ?? 0) < missedFromMinutesLate) continue;
        let before = 0;
        let after = 0;
        for (let minute = 0; minute < 24 * 60; minute += 1) {
          const time = clock(minute);
          if (time < one.start || time >= one.end) continue;
          if (time < boundary) before += 1;
          else after += 1;
        }
        ticked.add(`${day} ${after > before ? "afternoon" : "morning"}`);
      }
    }
    return [...ticked].sort();
  };

  it("ticks the same half-days as somebody with a paper register", () => {
    fc.assert(
      fc.property(fc.array(course, { maxLength: 40 }), rule, closures, (outcomes, counting, closed) => {
        const { halfDays } = countAbsences(outcomes, counting, closed);
        expect(halfDays.map(({ day, part }) => `${day} ${part}`).sort()).toEqual(onPaper(outcomes, counting, closed));
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same figure again, in any order, and never more than what was missed", () => {
    fc.assert(
      fc.property(fc.array(course, { maxLength: 40 }), rule, closures, (outcomes, counting, closed) => {
        const once = countAbsences(outcomes, counting, closed);
        expect(countAbsences([...outcomes].reverse(), counting, closed)).toEqual(once);
        expect(countAbsences([...outcomes, ...outcomes], { ...counting, unit: "half-day" }, closed).halfDays).toEqual(
          once.halfDays,
        );
        if (counting.unit !== "hour") expect(once.justified + once.unjustified).toBeLessThanOrEqual(outcomes.length);
      }),
    );
  });
});
