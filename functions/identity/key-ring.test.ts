import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptedKeys, needsKey, type RingKey } from "./key-ring.ts";

const DAY = 86_400;
const key = (createdAt: number): RingKey => ({ createdAt, value: `made at ${createdAt}` });

describe("a key ring", () => {
  it("wants a key when it has none, or none younger than ninety days", () => {
    expect(needsKey([], 0)).toBe(true);
    expect(needsKey([key(0)], 90 * DAY - 1)).toBe(false);
    expect(needsKey([key(0)], 90 * DAY)).toBe(true);
  });

  it("accepts at any instant what any function signed in the last day, and what it will sign in the next", () => {
    const instants = fc.array(fc.integer({ min: 0, max: 4 * 365 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(instants, (days) => {
        let keys: readonly RingKey[] = [];
        const signed: { at: number; value: string }[] = [];
        for (const at of days.sort((a, b) => a - b).map((day) => day * DAY)) {
          if (needsKey(keys, at)) keys = [...acceptedKeys(keys, at), key(at)];
          const accepted = acceptedKeys(keys, at).map(({ value }) => value);
          for (const one of signed) if (at - one.at <= DAY) expect(accepted).toContain(one.value);
          signed.push({ at, value: accepted[0] ?? "none" });
        }
        expect(keys.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it("that is young signs with its oldest key", () => {
    expect(acceptedKeys([key(0), key(10)], 20)).toEqual([key(0), key(10)]);
  });

  it("signs with a new key only after it was published for a day", () => {
    const keys = [key(0), key(90 * DAY)];
    expect(acceptedKeys(keys, 91 * DAY - 1)[0]).toEqual(key(0));
    expect(acceptedKeys(keys, 91 * DAY)[0]).toEqual(key(90 * DAY));
  });
});
