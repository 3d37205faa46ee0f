import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Alert, handled, isOpen, weighed } from "./alert.ts";
import { figureFor, nationalThresholds, type Threshold } from "./threshold.ts";

const law: Threshold = nationalThresholds[0] ?? {
  thresholdId: "",
  label: "",
  what: "unjustified",
  per: "month",
  least: 4,
};
const AT = "2026-11-23T08:00:00.000Z";
const weigh = (figure: number, known?: Alert) => weighed(law, "2026-11", figure, known, AT) ?? known;
const counted = (...figures: readonly number[]) =>
  figures.reduce<Alert | undefined>((known, figure) => weigh(figure, known), undefined);
const close = (alert: Alert | undefined) => {
  const closed = alert && handled(alert, "closed", { by: "acc_cpe", at: AT, comment: "Entretien avec la mère." });
  if (closed === undefined) throw new Error("the alert does not stand");
  return closed;
};

describe("an alert", () => {
  it.each([
    [3, undefined],
    [4, "open"],
    [11, "open"],
  ])("of the law, at %d half-days without a valid reason: %s", (figure, state) => {
    expect(weigh(figure)?.state).toBe(state);
  });

  it("follows the figure without being raised twice", () => {
    const alert = counted(4, 5, 5, 6);
    expect(alert).toMatchObject({ state: "open", figure: 6, version: 3 });
    expect(alert?.history).toHaveLength(1);
  });

  it("goes by itself when a justification brings the figure down, and comes back with it", () => {
    expect(counted(4, 3)).toMatchObject({ state: "lapsed", figure: 3 });
    expect(counted(4, 3, 4)?.history.map(({ state }) => state)).toEqual(["open", "lapsed", "open"]);
  });

  it("once closed starts anew: four more raise it again, three do not", () => {
    const closed = close(counted(5));
    expect(weigh(8, closed)).toMatchObject({ state: "closed" });
    expect(weigh(9, closed)).toMatchObject({ state: "open", figure: 9 });
  });

  it("once closed does not wait for absences that were justified since", () => {
    const closed = close(counted(5));
    const fewer = weigh(2, closed);
    expect(weigh(6, fewer)).toMatchObject({ state: "open" });
  });

  it("keeps who saw it, who closed it and why", () => {
    const seen = handled(counted(4) as Alert, "seen", { by: "acc_desk", at: AT });
    expect(close(seen).history).toMatchObject([
      { state: "open", figure: 4 },
      { state: "seen", by: "acc_desk" },
      { state: "closed", by: "acc_cpe", comment: "Entretien avec la mère." },
    ]);
    expect(handled(close(seen), "seen", { by: "acc_desk", at: AT })).toBeUndefined();
  });

  it("stands exactly when the last figure is at the threshold, whatever came before, as long as nobody closes it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1 }), (figures) => {
        const alert = counted(...figures);
        expect(alert !== undefined && isOpen(alert)).toBe((figures.at(-1) ?? 0) >= law.least);
      }),
    );
  });
});

describe("the figure a threshold looks at", () => {
  const month = (unjustified: number, lateness = 0) => ({
    ruleVersion: 1,
    justified: 1,
    unjustified,
    lateness,
    halfDays: { justified: 1, unjustified },
  });
  const months = { "2026-10": month(3, 2), "2026-11": month(2, 4) };

  it.each<[Threshold["what"], Threshold["per"], number]>([
    ["unjustified", "month", 2],
    ["absences", "month", 3],
    ["lateness", "month", 4],
    ["unjustified", "year", 5],
    ["absences", "year", 7],
    ["lateness", "year", 6],
  ])("%s in the %s", (what, per, expected) => {
    expect(figureFor({ ...law, what, per }, "2026-11", months)).toBe(expected);
    expect(figureFor({ ...law, what, per: "month" }, "2027-01", months)).toBe(0);
  });
});
