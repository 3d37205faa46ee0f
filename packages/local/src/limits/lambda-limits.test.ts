import { describe, expect, it } from "vitest";
import type { FunctionModel } from "../assembly/functions.ts";
import { chanceFrom } from "../faults/chance.ts";
import { drawColdStart } from "./cold-start.ts";
import { busyMs } from "./hold.ts";
import { lambdaLimits } from "./lambda-limits.ts";
import type { Limits } from "./limits.ts";
import { createMeter } from "./meter.ts";

const limits: Limits = {
  concurrency: 10,
  startsPer10s: 5,
  requestsPerConcurrency: 10,
  gateway: { rate: 100, burst: 100, routeShare: 1 },
  coldStart: { medianMs: 250, p99Ms: 700 },
  partition: { readUnits: 3_000, writeUnits: 1_000 },
  table: { readUnits: 12_000, writeUnits: 4_000, peakMs: 60_000 },
  reservedShare: 0.1,
};

describe("the concurrency of an account", () => {
  it("keeps what is set aside out of the reach of the others", () => {
    const { enter } = account([rollCall, board]);
    for (let count = 0; count < 6; count++) enter(board);
    expect(() => enter(board)).toThrow("ConcurrentInvocationLimitExceeded");
    for (let count = 0; count < 4; count++) enter(rollCall);
    expect(() => enter(rollCall)).toThrow("ReservedFunctionConcurrentInvocationLimitExceeded");
  });

  it("a reservation that the scale rounds to nothing is a ceiling of one among the unreserved", () => {
    const { enter, leave } = account([rollCall, board, archive]);
    enter(archive);
    expect(() => enter(archive)).toThrow("ReservedFunctionConcurrentInvocationLimitExceeded");
    leave(archive);
    for (let count = 0; count < 6; count++) enter(board);
    expect(() => enter(archive)).toThrow("Rate Exceeded. (ConcurrentInvocationLimitExceeded)");
  });

  it("is what a run says for a function, instead of the assembly", () => {
    const { enter } = account([rollCall, board], { reserved: { board: 2, "roll-call": 7 } });
    for (let count = 0; count < 2; count++) enter(board);
    expect(() => enter(board)).toThrow("Reserved");
  });

  it("must leave something to the functions without a reservation", () => {
    expect(() => account([rollCall, board], { concurrency: 4 })).toThrow(RangeError);
  });
});

describe("a function", () => {
  it("adds environments at the pace of Lambda: no faster after a quiet hour", () => {
    const clock = { ms: 0 };
    const { start } = account([rollCall, board], {}, clock);
    const starts = () => {
      let count = 0;
      try {
        for (; ; count++) start(board);
      } catch {
        return count;
      }
    };
    expect(starts()).toBe(5);
    clock.ms += 2_000;
    expect(starts()).toBe(1);
    clock.ms += 3_600_000;
    expect(starts()).toBe(5);
  });

  it("answers ten requests a second for each environment of the account, however short they are", () => {
    const clock = { ms: 0 };
    const { enter, leave } = account([rollCall, board], {}, clock);
    const served = () => {
      let count = 0;
      try {
        for (; ; count++) {
          enter(board);
          leave(board);
        }
      } catch {
        return count;
      }
    };
    expect(served()).toBe(60);
    clock.ms += 100;
    expect(served()).toBe(6);
  });

  it("that is kept warm has its environments whatever the scale", () => {
    const { kept } = account([rollCall, board]);
    expect([kept(rollCall), kept(board)]).toEqual([1, 0]);
  });

  it("of 512 MiB takes three and a half times its processor time, one of four cores takes no less than it", () => {
    expect(busyMs(10, { memoryMb: 512 })).toBeCloseTo(34.55, 2);
    expect(busyMs(10, { memoryMb: 7_076 })).toBe(10);
    expect(busyMs(10, { memoryMb: 512 }, 0.1)).toBe(100);
  });
});

it("cold starts have the median and the 99th percentile they were given, and the same ones for the same seed", () => {
  const chance = chanceFrom(7);
  const drawn = Array.from({ length: 20_000 }, () => drawColdStart({ medianMs: 250, p99Ms: 700 }, chance)).sort(
    (left, right) => left - right,
  );
  expect((drawn[10_000] ?? 0) / 250).toBeCloseTo(1, 1);
  expect((drawn[19_800] ?? 0) / 700).toBeCloseTo(1, 1);
  expect(drawColdStart(limits.coldStart, chanceFrom(3))).toBe(drawColdStart(limits.coldStart, chanceFrom(3)));
});

const fn = (name: string, settings: Partial<FunctionModel> = {}): FunctionModel => ({
  name,
  directory: "",
  handler: "index.handler",
  memoryMb: 512,
  timeoutMs: 1_000,
  variables: {},
  ...settings,
});
const rollCall = fn("roll-call", { reservedConcurrency: 40, provisionedConcurrency: 2 });
const archive = fn("archive", { reservedConcurrency: 2 });
const board = fn("board");

function account(functions: FunctionModel[], changes: Partial<Limits> = {}, clock = { ms: 0 }) {
  const now = () => clock.ms;
  return lambdaLimits({
    limits: { ...limits, ...changes },
    functions,
    meter: createMeter(now),
    chance: chanceFrom(1),
    now,
  });
}
