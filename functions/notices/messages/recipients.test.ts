import { describe, expect, it } from "vitest";
import { type Families, recipientsOf, withoutOverlap } from "./recipients.ts";

let number = 0;
const families = (audienceId: string, pupils: number): Families => ({
  audienceId,
  code: audienceId,
  pupils: Array.from({ length: pupils }, () => {
    number += 1;
    const guardianIds = [`mother ${number}`, `father ${number}`];
    return { pupilId: `pupil ${number}`, familyName: "MARLOW", givenName: "Nina", className: "6A", guardianIds };
  }),
});
const whole = (classes: readonly Families[]) => classes.map(({ audienceId }) => ({ audienceId }));

describe("those a message goes to", () => {
  it("are three thousand at most", () => {
    const classes = Array.from({ length: 50 }, (_, index) => families(`class ${index}`, 30));
    expect(recipientsOf(whole(classes), classes)).toHaveLength(3_000);
    const one = families("one more", 1);
    expect(() => recipientsOf(whole([...classes, one]), [...classes, one])).toThrow("too-many-recipients");
  });

  it("are never nobody", () => {
    const empty = families("empty", 0);
    expect(() => recipientsOf(whole([empty]), [empty])).toThrow("nobody-to-write-to");
  });

  it("are each named once, though a class, its group and a pupil of it are all chosen", () => {
    const sixth = families("6A", 3);
    const [first, second] = sixth.pupils;
    if (first === undefined || second === undefined) throw new Error("three pupils");
    const latin: Families = { audienceId: "LATIN", code: "LATIN", pupils: [second, ...families("6B", 1).pupils] };
    const chosen = [{ audienceId: "6A", pupilIds: [first.pupilId] }, { audienceId: "LATIN" }, { audienceId: "6A" }];
    const found = [sixth, latin, sixth];
    expect(withoutOverlap(chosen, found).map(({ audienceId, pupilIds }) => [audienceId, pupilIds?.length])).toEqual([
      ["6A", undefined],
      ["LATIN", 1],
    ]);
    const told = recipientsOf(chosen, found).map(({ guardianId }) => guardianId);
    expect(told).toHaveLength(8);
    expect(new Set(told).size).toBe(8);
  });
});
