import { describe, expect, it } from "vitest";
import { retryAfterOf } from "./retry-after.ts";

describe("what a sender is asked to wait", () => {
  it.each([
    ["temporarily-unavailable", 503, 1, 5],
    ["too-many-requests", 429, 3, 8],
    ["capability-off", 503, 30, 90],
    ["registry-down", 503, 1, 5],
  ])("for %s is spread over whole seconds from %i", (code, status, shortest, longest) => {
    const drawn = Array.from({ length: 1_000 }, (_, n) => Number(retryAfterOf(code, status, () => n / 1_000)));
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([shortest, longest]);
    expect(new Set(drawn).size).toBe(longest - shortest + 1);
  });

  it("is nothing where asking again would not help", () => {
    expect(retryAfterOf("outside-hours", 403, () => 0)).toBeUndefined();
  });
});
