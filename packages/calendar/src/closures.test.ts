import { describe, expect, it } from "vitest";
import { closedBecause, publicHolidayOn } from "./closures.ts";

describe("a public holiday", () => {
  it.each([
    ["2026-11-11", "Armistice de 1918"],
    ["2027-03-29", "Lundi de Pâques"],
    ["2027-05-06", "Ascension"],
    ["2027-05-17", "Lundi de Pentecôte"],
    ["2024-04-01", "Lundi de Pâques"],
    ["2008-05-01", "Fête du Travail"],
    ["2026-11-12", undefined],
    ["2027-03-28", undefined],
  ])("%s: %s", (day, name) => expect(publicHolidayOn(day)).toBe(name));

  it("moves with Easter, early or late in the year", () => {
    const mondays = [2008, 2011, 2025, 2026, 2038, 2100].map((year) =>
      Array.from({ length: 60 }, (_, index) => new Date(Date.UTC(year, 2, 20 + index)).toISOString().slice(0, 10)).find(
        (day) => publicHolidayOn(day) === "Lundi de Pâques",
      ),
    );
    expect(mondays).toEqual(["2008-03-24", "2011-04-25", "2025-04-21", "2026-04-06", "2038-04-26", "2100-03-29"]);
  });
});

describe("a closed school", () => {
  const autumn = [{ from: "2026-10-17", to: "2026-11-01", label: "Vacances de la Toussaint" }];

  it.each([
    ["2026-10-17", "Vacances de la Toussaint"],
    ["2026-11-01", "Vacances de la Toussaint"],
    ["2026-11-02", undefined],
    ["2026-11-08", "Dimanche"],
    ["2026-11-07", undefined],
    ["2026-11-11", "Armistice de 1918"],
  ])("%s: %s", (day, reason) => expect(closedBecause(day, autumn)).toBe(reason));
});
