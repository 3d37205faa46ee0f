import { describe, expect, it } from "vitest";
import { type Attempts, oneMore, waitSeconds } from "./attempts.ts";

const failed = (failures: number): Attempts => ({ failures, lastAt: 1_000 });

describe("wrong passwords", () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 2],
    [6, 4],
    [10, 64],
    [14, 900],
    [1_000, 900],
  ])("%i in a row on a device of the owner make it wait %i seconds", (failures, seconds) => {
    expect(waitSeconds(failed(failures), "known", 1_000)).toBe(seconds);
  });

  it("on new devices never make the owner of the account wait more than a minute", () => {
    expect(waitSeconds(failed(5), "new", 1_000)).toBe(2);
    expect(waitSeconds(failed(1_000), "new", 1_000)).toBe(60);
  });

  it("make wait less as time passes, and are forgotten after a day", () => {
    expect(waitSeconds(failed(10), "known", 1_060)).toBe(4);
    expect(waitSeconds(failed(10), "known", 1_064)).toBe(0);
    expect(oneMore(failed(10), 1_064).failures).toBe(11);
    expect(oneMore(failed(10), 1_000 + 86_400).failures).toBe(1);
  });

  it("do not count before there are any", () => {
    expect(waitSeconds(undefined, "new", 1_000)).toBe(0);
    expect(oneMore(undefined, 1_000)).toEqual({ failures: 1, lastAt: 1_000 });
  });
});
