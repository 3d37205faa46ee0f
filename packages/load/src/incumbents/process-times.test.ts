import { describe, expect, it } from "vitest";
import { readProcessTimes, usedBetween } from "./process-times.ts";

describe("who uses the processor", () => {
  it("sees this process work", { skip: process.platform !== "linux" }, () => {
    const before = readProcessTimes(process.pid);
    const end = process.cpuUsage().user + 120_000;
    while (process.cpuUsage().user < end) Math.sqrt(end);
    const used = new Map(usedBetween(before, readProcessTimes(process.pid)));
    expect(used.get("runtime")).toBeGreaterThanOrEqual(100);
  });

  it("names the parts, the greediest first, and forgets those that rested", () => {
    const before = new Map([
      ["runtime", 100],
      ["engine", 50],
      ["function home-api", 10],
    ]);
    const after = new Map([
      ["runtime", 130],
      ["engine", 50],
      ["function home-api", 90],
      ["function notices-api", 5],
    ]);
    expect(usedBetween(before, after)).toEqual([
      ["function home-api", 80],
      ["runtime", 30],
      ["function notices-api", 5],
    ]);
  });
});
