import { addDays } from "@preau/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usualSettings } from "../pupil-day/settings.ts";
import { figuresOf, sumOf } from "../tallies/figures.ts";
import { packLesson, type TalliedLesson, unpackLesson } from "../tallies/packed-day.ts";
import type { Tally } from "../tallies/tally-store.ts";
import { bulletinTotals } from "./bulletin-totals.ts";
import { type ClassBook, computeStatistics, type Dimension } from "./compute-statistics.ts";

const DIMENSIONS: readonly Dimension[] = ["class", "reason", "month", "weekday", "hour"];

const absent = (start: string, more: Partial<TalliedLesson> = {}): TalliedLesson => ({
  start,
  end: `${start.slice(0, 2)}:55`,
  state: "absent",
  justified: false,
  counts: true,
  ...more,
});
const tally = (pupilId: string, day: string, ...lessons: readonly TalliedLesson[]): Tally => ({
  pupilId,
  day,
  familyName: "MARLOW",
  givenName: "Nina",
  lessons,
});
const sixthA = (...tallies: readonly Tally[]): ClassBook => ({ classId: "aud_6a", code: "6A", tallies });
const rows = (by: Dimension, ...tallies: readonly Tally[]) =>
  computeStatistics([sixthA(...tallies)], by, usualSettings).rows.map(({ label, justified, unjustified, lateness }) => [
    label,
    justified,
    unjustified,
    lateness,
  ]);

describe("statistics of absences", () => {
  it("tell months and weekdays in French, in their order", () => {
    const tallies = [tally("p", "2026-11-24", absent("08:00")), tally("p", "2026-10-05", absent("08:00"))];
    expect(rows("month", ...tallies).map(([label]) => label)).toEqual(["octobre 2026", "novembre 2026"]);
    expect(rows("weekday", ...tallies).map(([label]) => label)).toEqual(["lundi", "mardi"]);
  });

  it("tell a half-day of the hour from which it was missed, and a lateness of its own", () => {
    const day = tally(
      "p",
      "2026-11-24",
      absent("10:00"),
      absent("09:00"),
      absent("14:00", { state: "late", minutes: 5 }),
    );
    expect(rows("hour", day)).toEqual([
      ["09:00", 0, 1, 0],
      ["14:00", 0, 0, 1],
    ]);
  });

  it("tell a half-day of its reason, and one of two reasons of several", () => {
    const illness = absent("08:00", { reason: "Maladie", justified: true });
    expect(
      rows(
        "reason",
        tally("p", "2026-11-23", illness),
        tally("p", "2026-11-24", illness, absent("09:00")),
        tally("p", "2026-11-26", absent("09:00")),
      ),
    ).toEqual([
      ["Maladie", 1, 0, 0],
      ["Plusieurs motifs", 0, 1, 0],
      ["Sans motif", 0, 1, 0],
    ]);
  });

  it("name the classes where nobody was absent too", () => {
    expect(rows("class")).toEqual([["6A", 0, 0, 0]]);
  });

  it("say how many pupils the law is about", () => {
    const days = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"];
    const books = [
      sixthA(...days.map((day) => tally("p", day, absent("08:00"))), tally("q", days[0] ?? "", absent("08:00"))),
    ];
    expect(computeStatistics(books, "class", usualSettings).total).toMatchObject({ aboveLaw: 1, pupils: 2 });
    const fewer = [sixthA(...days.slice(1).map((day) => tally("p", day, absent("08:00"))))];
    expect(computeStatistics(fewer, "class", usualSettings).total.aboveLaw).toBe(0);
  });
});

describe("over any year of any pupils", () => {
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  const lesson = fc
    .record({
      hour: fc.integer({ min: 8, max: 17 }),
      state: fc.constantFrom(
        "absent" as const,
        "late" as const,
        "left" as const,
        "elsewhere" as const,
        "conflict" as const,
      ),
      minutes: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
      justified: fc.boolean(),
      counts: fc.boolean(),
      reason: fc.option(fc.constantFrom("Maladie", "Stage", "Transport"), { nil: undefined }),
    })
    .map(
      ({ hour, minutes, reason, ...rest }): TalliedLesson => ({
        start: clock(hour),
        end: clock(hour + 1),
        ...rest,
        ...(minutes !== undefined && { minutes }),
        ...(reason !== undefined && { reason }),
      }),
    );
  const tallies = fc.uniqueArray(
    fc
      .record({
        pupil: fc.integer({ min: 0, max: 4 }),
        after: fc.integer({ min: 0, max: 300 }),
        lessons: fc.array(lesson, { minLength: 1, maxLength: 6 }),
      })
      .map(({ pupil, after, lessons }) => tally(`per_${pupil}`, addDays("2026-09-01", after), ...lessons)),
    { selector: ({ pupilId, day }) => `${pupilId} ${day}`, maxLength: 60 },
  );
  const settings = fc
    .record({
      boundary: fc.integer({ min: 11, max: 14 }).map(clock),
      unit: fc.constantFrom("hour" as const, "half-day" as const, "day" as const),
      missedFromMinutesLate: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
      closed: fc.integer({ min: 0, max: 290 }),
    })
    .map(({ closed, ...counting }) => ({
      version: 3,
      counting,
      closures: [{ from: addDays("2026-09-01", closed), to: addDays("2026-09-01", closed + 9), label: "Vacances" }],
    }));
  const filesOf = (all: readonly Tally[]) =>
    [...Map.groupBy(all, ({ pupilId }) => pupilId).values()].map((own) =>
      own.map(({ day, lessons }) => ({ day, presence: { lessons } })),
    );

  it("the lines of every table add up to what the files of the pupils say, and the register and the bulletin say the same", () => {
    fc.assert(
      fc.property(tallies, settings, (all, rule) => {
        const files = filesOf(all);
        const whole = sumOf(files.map((file) => figuresOf(file, rule)));
        for (const by of DIMENSIONS) {
          const { rows: lines, total } = computeStatistics([sixthA(...all)], by, rule);
          for (const figure of ["justified", "unjustified"] as const) {
            expect(lines.reduce((sum, line) => sum + line[figure], 0)).toBe(whole.halfDays[figure]);
            expect(total[figure]).toBe(whole.halfDays[figure]);
          }
          expect(lines.reduce((sum, line) => sum + line.lateness, 0)).toBe(whole.lateness);
        }
        const period = { from: "2026-08-01", to: "2027-07-31" };
        const bulletins = files.map((file) => bulletinTotals(file, rule, period));
        expect(bulletins.reduce((sum, { unjustified }) => sum + unjustified, 0)).toBe(whole.halfDays.unjustified);
        expect(bulletins.reduce((sum, { justified }) => sum + justified, 0)).toBe(whole.halfDays.justified);
        expect(bulletins.reduce((sum, { lateness }) => sum + lateness, 0)).toBe(whole.lateness);
      }),
      { numRuns: 60 },
    );
  });

  it("months add up to the year", () => {
    fc.assert(
      fc.property(tallies, settings, (all, rule) => {
        for (const file of filesOf(all)) {
          const months = [...Map.groupBy(file, ({ day }) => day.slice(0, 7)).values()];
          expect(sumOf(months.map((month) => figuresOf(month, rule)))).toEqual(figuresOf(file, rule));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a class book forgets nothing of what is counted", () => {
    fc.assert(
      fc.property(lesson, (one) => {
        expect(unpackLesson(packLesson(one))).toEqual(one);
      }),
    );
  });
});
