import { describe, expect, it } from "vitest";
import type { RunRecord } from "../run/run-record.ts";
import { compareRecords } from "./compare-records.ts";
import { comparisonCharts, comparisonPage } from "./comparison-page.ts";
import { ADMITTED, FIXED_POOL, inventedRun } from "./testing/invented-run.ts";
import { readDrawing } from "./testing/read-drawing.ts";

const admitted = inventedRun(ADMITTED);
const pool = inventedRun(FIXED_POOL);
const found = (comparison: ReturnType<typeof compareRecords>, phase: string, figure: string) =>
  comparison.differences.find((one) => one.phase === phase && one.figure === figure);

describe("two runs compared", () => {
  const comparison = compareRecords(admitted, pool);

  it("a fixed pool that collapses under the surge differs beyond noise, in the surge and after it", () => {
    expect(found(comparison, "surge", "served")).toMatchObject({ beyondNoise: true });
    expect(found(comparison, "descent", "essential: intents served")).toMatchObject({ b: 0, beyondNoise: true });
    expect(found(comparison, "surge", "essential: intents served")?.b).toBeLessThan(0.5);
  });

  it("nothing is said of how fast nobody was served", () => {
    const latency = found(comparison, "descent", "essential: p99 latency, mean of seconds");
    expect(latency).toMatchObject({ b: Number.NaN, beyondNoise: false });
    expect(comparisonPage(comparison)).not.toContain("NaN");
  });

  it("before the surge both are the same", () => {
    expect(comparison.differences.filter(({ phase, beyondNoise }) => phase === "ordinary" && beyondNoise)).toEqual([]);
  });

  it("the same build run twice with other draws differs in nothing", () => {
    const again = compareRecords(admitted, inventedRun({ ...ADMITTED, seed: 77 }));
    expect(again.differences.filter(({ beyondNoise }) => beyondNoise)).toEqual([]);
  });

  it("counts over a phase what was counted in its seconds", () => {
    const seconds = admitted.seconds.filter(({ second }) => second >= 60 && second < 180);
    const sum = (of: "served" | "intents") =>
      seconds.reduce((total, { byPriority }) => total + byPriority.standard[of], 0);
    expect(found(comparison, "surge", "standard: intents served")?.a).toBeCloseTo(sum("served") / sum("intents"), 10);
  });

  it("too short a phase proves nothing", () => {
    const short = (record: RunRecord): RunRecord => ({
      ...record,
      scenario: { ...record.scenario, phases: [{ name: "surge", fromSecond: 60, toSecond: 75, rate: 120 }] },
    });
    expect(compareRecords(short(admitted), short(pool)).differences.some(({ beyondNoise }) => beyondNoise)).toBe(false);
  });

  it("draws both curves in one chart", () => {
    const page = comparisonPage(comparison);
    const [goodput] = comparisonCharts(comparison);
    for (const { name, values } of goodput?.series ?? []) {
      const seen = new Map(readDrawing(page, "goodput", name));
      for (const [second, value] of values.entries()) expect(seen.get(second)).toBeCloseTo(value ?? Number.NaN, 0);
    }
    expect(page).toContain("beyond noise");
  });

  it("says at its head that a run is partial, or that the loads were not the same", () => {
    const cut = { ...pool, seconds: pool.seconds.slice(0, 100) };
    expect(compareRecords(admitted, pool).warnings).toEqual([]);
    expect(comparisonPage(compareRecords(admitted, cut))).toContain("The second run is partial");
    expect(compareRecords(admitted, inventedRun({ ...FIXED_POOL, surge: 5 })).warnings.join()).toContain(
      "Not the same load",
    );
  });
});
