import { describe, expect, it } from "vitest";
import { isMet } from "./bench-attendance.ts";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { simulateSchools, simulateUntilSeen } from "./simulate-schools.ts";
import { faultsOf, quantileOf } from "./tally.ts";

const NOTHING = { false: 0, missing: 0, late: 0, "late correction": 0, doubled: 0, miscounted: 0, misread: 0 };

describe("two weeks of a few schools, computers that fail included", () => {
  it("tell no family of what did not happen, and every family of what did, in time, and take back what was wrong", async () => {
    const tally = await simulateSchools(5);
    expect(faultsOf(tally)).toEqual(NOTHING);
    expect(isMet(tally)).toBe(true);
    expect(quantileOf(tally.correctionDelays, 1)).toBeLessThanOrEqual(60);
    // The play means something only if all this did happen.
    expect(tally.rollCalls).toBeGreaterThan(2_000);
    expect(Math.min(tally.due, tally.corrections, tally.counted)).toBeGreaterThan(100);
  }, 240_000);

  it("end the same way whenever they are played", async () => {
    expect(await simulateSchools(1)).toEqual(await simulateSchools(1));
  }, 120_000);
});

describe("this play", () => {
  it("knows fifteen bugs", () => expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(15));

  it.each(PLANTED_BUGS.map(({ name, plant }) => [name, plant] as const))(
    "sees that %s",
    async (_, plant) => {
      const { tally } = await simulateUntilSeen(12, plant);
      expect(Object.values(faultsOf(tally)).some((count) => count > 0)).toBe(true);
    },
    240_000,
  );
});
