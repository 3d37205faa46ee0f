import { addDays, publicHolidayOn, weekdayOf } from "@preau/calendar";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysFromTo, earliestAnswerBy, erasedOn, suspensionBounds } from "./law.ts";
import { SANCTION_KINDS } from "./measures-contract.ts";

const anyDay = fc.integer({ min: 0, max: 3_000 }).map((count) => addDays("2024-01-01", count));

describe("the file of a pupil", () => {
  it.each([
    ["warning", "2026-11-23", "2027-08-01"],
    ["reprimand", "2026-11-23", "2028-08-01"],
    ["responsibility-measure", "2026-11-23", "2028-08-01"],
    ["class-suspension", "2026-11-23", "2029-08-01"],
    ["school-suspension", "2027-07-31", "2029-08-01"],
    ["school-suspension", "2027-08-01", "2030-08-01"],
    ["expulsion", "2026-11-23", undefined],
  ] as const)("forgets a %s of %s from %s on", (kind, decidedOn, gone) => {
    expect(erasedOn(kind, decidedOn)).toBe(gone);
  });

  it("never keeps a lighter sanction longer than a heavier one", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const ends = SANCTION_KINDS.map((kind) => erasedOn(kind, day) ?? "9999-12-31");
        expect(ends).toEqual(ends.toSorted());
      }),
    );
  });

  it("keeps a suspended sanction hanging for the school year at least, and never beyond the file", () => {
    expect(suspensionBounds("reprimand", "2026-11-23")).toEqual({ from: "2027-07-31", to: "2028-07-31" });
    expect(suspensionBounds("expulsion", "2026-11-23")).toEqual({ from: "2027-07-31", to: "2029-07-31" });
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...SANCTION_KINDS), (day, kind) => {
        const { from, to } = suspensionBounds(kind, day);
        expect(day <= from && from <= to).toBe(true);
      }),
    );
  });
});

describe("the time to answer", () => {
  it.each([
    ["a Monday", "2026-11-23", "2026-11-25"],
    ["a Friday: Saturday counts, Sunday does not", "2026-11-27", "2026-11-30"],
    ["the eve of Armistice day", "2026-11-10", "2026-11-13"],
  ])("opened on %s", (_, openedOn, answerBy) => {
    expect(earliestAnswerBy(openedOn)).toBe(answerBy);
  });

  it("always holds two working days", () => {
    fc.assert(
      fc.property(anyDay, (openedOn) => {
        const answerBy = earliestAnswerBy(openedOn);
        const days = Array.from({ length: daysFromTo(openedOn, answerBy) - 1 }, (_, index) =>
          addDays(openedOn, index + 1),
        );
        const working = days.filter((day) => weekdayOf(day) !== 7 && publicHolidayOn(day) === undefined);
        expect(working).toHaveLength(2);
        expect(working.at(-1)).toBe(answerBy);
      }),
    );
  });
});
