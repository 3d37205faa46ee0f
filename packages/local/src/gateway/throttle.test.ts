import { expect, it } from "vitest";
import { createThrottle } from "./throttle.ts";

it("a route lets its burst through, then refills at its rate", () => {
  let now = 0;
  const passes = createThrottle({ ThrottlingBurstLimit: 2, ThrottlingRateLimit: 10 }, () => now);
  expect([passes(), passes(), passes()]).toEqual([true, true, false]);
  now = 100;
  expect([passes(), passes()]).toEqual([true, false]);
  now = 60_000;
  expect([passes(), passes(), passes()]).toEqual([true, true, false]);
});

it("a route without limits lets everything through", () => {
  const passes = createThrottle({});
  expect(Array.from({ length: 1_000 }, passes).every(Boolean)).toBe(true);
});
