import { expect, it } from "vitest";
import { compareTimes, gapOf, timesOf } from "./compare-times.ts";

const spin = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

it("finds the door that takes longer for those who exist, and the one that says so", async () => {
  const telling = await compareTimes(
    {
      name: "telling",
      begin: async () => {},
      try: async (kind) => {
        spin(kind === "known" ? 3 : 2);
        return kind;
      },
    },
    20,
  );
  expect(telling.medianGap).toBeGreaterThan(0.2);
  expect(telling.sameAnswer).toBe(false);
});

it("leaves a pause of the machine out of the mean", () => {
  expect(timesOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 900])).toEqual({ median: 1, mean: 1 });
});

it("says a gap the same way round", () => {
  expect(gapOf(102, 100)).toBeCloseTo(0.02);
  expect(gapOf(100, 102)).toBeCloseTo(0.02);
});
