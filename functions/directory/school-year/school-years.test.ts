import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterCommand, type SchoolYears, undoUntil, untouched, type YearCommand, yearOf } from "./school-years.ts";

const MAY = new Date("2027-05-10T08:00:00Z");
const DAY_MS = 86_400_000;
const later = (days: number) => new Date(MAY.getTime() + days * DAY_MS);

type Step = readonly [YearCommand, number, number?];
const run = (years: SchoolYears, ...steps: readonly Step[]) =>
  steps.reduce<{ years: SchoolYears; answers: string[] }>(
    ({ years: before, answers }, [command, schoolYear, days = 0]) => {
      const next = afterCommand(before, { command, schoolYear, by: "acc_1", at: later(days) });
      return typeof next === "string"
        ? { years: before, answers: [...answers, next] }
        : { years: next, answers: [...answers, "done"] };
    },
    { years, answers: [] },
  );

describe("the year of a school", () => {
  it.each<[string, SchoolYears | undefined, number, number]>([
    ["is that of the calendar", undefined, 2026, 2026],
    [
      "stays where it is while the next one is prepared, even past 1 August",
      { ...untouched(2026), prepared: 2027 },
      2027,
      2026,
    ],
    ["is the one it switched to in July", { ...untouched(2026), current: 2027 }, 2026, 2027],
    [
      "is caught up by the calendar when nothing is prepared any more",
      { ...untouched(2026), current: 2027 },
      2028,
      2028,
    ],
  ])("%s", (_, years, calendarYear, expected) => {
    expect(yearOf(years, calendarYear)).toBe(expected);
  });
});

describe("the commands", () => {
  it.each<[string, readonly Step[], readonly string[], number]>([
    [
      "prepare then switch",
      [
        ["prepare", 2027],
        ["switch", 2027],
      ],
      ["done", "done"],
      2027,
    ],
    [
      "repeated, change nothing",
      [
        ["prepare", 2027],
        ["prepare", 2027],
        ["switch", 2027],
        ["switch", 2027],
      ],
      ["done", "already", "done", "already"],
      2027,
    ],
    [
      "switch, then back within the month",
      [
        ["prepare", 2027],
        ["switch", 2027],
        ["undo", 2027, 30],
      ],
      ["done", "done", "done"],
      2026,
    ],
    [
      "back twice is back once",
      [
        ["prepare", 2027],
        ["switch", 2027],
        ["undo", 2027],
        ["undo", 2027],
      ],
      ["done", "done", "done", "already"],
      2026,
    ],
    [
      "forth, back and forth again",
      [
        ["prepare", 2027],
        ["switch", 2027],
        ["undo", 2027],
        ["switch", 2027],
      ],
      ["done", "done", "done", "done"],
      2027,
    ],
    [
      "not back after the month",
      [
        ["prepare", 2027],
        ["switch", 2027],
        ["undo", 2027, 31],
      ],
      ["done", "done", "too-late-to-undo"],
      2027,
    ],
    ["no switch to a year not prepared", [["switch", 2027]], ["year-not-prepared"], 2026],
    ["no preparing of the year after next", [["prepare", 2028]], ["not-the-next-year"], 2026],
    ["nothing to undo", [["undo", 2026]], ["too-late-to-undo"], 2026],
    [
      "no undoing of a switch that another year has followed",
      [
        ["prepare", 2027],
        ["switch", 2027],
        ["prepare", 2028],
        ["switch", 2028],
        ["undo", 2027],
      ],
      ["done", "done", "done", "done", "too-late-to-undo"],
      2028,
    ],
  ])("%s", (_, steps, answers, current) => {
    const end = run(untouched(2026), ...steps);
    expect(end.answers).toEqual(answers);
    expect(end.years.current).toBe(current);
    expect(end.years.history.map(({ command, schoolYear, by }) => ({ command, schoolYear, by }))).toEqual(
      steps
        .filter((_step, index) => answers[index] === "done")
        .map(([command, schoolYear]) => ({ command, schoolYear, by: "acc_1" })),
    );
  });

  it("in any order, and each of them repeated, leave a school in one year, beside at most the next", () => {
    const step = fc.tuple(
      fc.constantFrom("prepare", "switch", "undo"),
      fc.integer({ min: 2025, max: 2029 }),
    ) as fc.Arbitrary<[YearCommand, number]>;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let years = untouched(2026);
        for (const [index, [command, schoolYear]] of steps.entries()) {
          const asked = { command, schoolYear, by: "acc_1", at: later(index) };
          const next = afterCommand(years, asked);
          if (typeof next === "string") continue;
          expect(Math.abs(next.current - years.current)).toBeLessThanOrEqual(1);
          expect([undefined, next.current + 1]).toContain(next.prepared);
          expect(afterCommand(next, asked)).toBe("already");
          if (command === "switch") expect(undoUntil(next)?.getTime()).toBe(asked.at.getTime() + 30 * DAY_MS);
          if (command === "undo") expect(next.moved?.undoes).toBe(years.moved?.at);
          years = next;
        }
      }),
    );
  });
});
