import { describe, expect, it } from "vitest";
import { showTable } from "./show-table.ts";
import { showSpread, spreadOf } from "./spread.ts";

describe("a series of measures", () => {
  it("is told by its median between its extremes, however far one of them lies", () =>
    expect(showSpread(spreadOf([12, 11, 950, 13, 10]))).toBe("12.0 (10.0–950.0)"));

  it("that was never taken is an error, not a zero", () => expect(() => spreadOf([])).toThrow("nothing was measured"));
});

describe("a table of results", () => {
  it("lines figures up on the right and names on the left, and leaves blank what a row does not have", () =>
    expect(
      showTable([
        { route: "home", ms: "9.5" },
        { route: "roll call", ms: "10.5", RRU: 2 },
      ]),
    ).toBe(["route        ms  RRU", "home        9.5", "roll call  10.5    2"].join("\n")));
});
