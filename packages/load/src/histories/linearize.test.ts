import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Lived, linearize, type Model } from "./linearize.ts";

/** A turnstile: each call is told how many have passed. */
const counter = (found: number): Model<number, number> => ({
  initial: 0,
  step: (passed, told) => (told === passed + 1 ? told : undefined),
  accepts: (passed) => passed === found,
});
const call = (event: number, invokedAt: number, answeredAt?: number): Lived<number> => ({
  event,
  invokedAt,
  answeredAt,
});

describe("a history", () => {
  it("of calls at the same time takes place in the order that their answers tell", () =>
    expect(linearize([call(2, 0, 5), call(1, 1, 6)], counter(2))).toEqual([1, 2]));

  it("in which somebody is told what happened later is none", () =>
    expect(linearize([call(2, 0, 1), call(1, 2, 3)], counter(2))).toBeUndefined());

  it("in which two are told the same is none", () =>
    expect(linearize([call(1, 0, 5), call(1, 1, 6)], counter(2))).toBeUndefined());

  it("in which an acknowledged call is not found is none", () =>
    expect(linearize([call(1, 0, 5)], counter(0))).toBeUndefined());

  it("may have kept, or not, what was never answered", () => {
    expect(linearize([call(1, 0, 5), call(2, 1)], counter(2))).toEqual([1, 2]);
    expect(linearize([call(1, 0, 5), call(2, 1)], counter(1))).toEqual([1]);
  });

  it("has the unanswered call no sooner than it was sent", () =>
    expect(linearize([call(2, 0, 5), call(1, 6)], counter(2))).toBeUndefined());

  it("that was lived one after the other in some order is always found, whatever the order in which it is told", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 9 }).chain((widths) =>
          fc.shuffledSubarray(
            widths.map(([before, after], index) => call(index + 1, index * 4 - before, index * 4 + after)),
            { minLength: widths.length },
          ),
        ),
        (calls) => linearize(calls, counter(calls.length)) !== undefined,
      ),
    ));
});
