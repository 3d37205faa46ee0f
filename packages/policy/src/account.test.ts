import { describe, expect, it } from "vitest";
import { mayMerge, mayRenewAccess } from "./account.ts";
import { type Membership, principalOf } from "./principal.ts";

const HERE = "0990001N";
const ELSEWHERE = "0990002P";

const holding = (words: string): readonly Membership[] =>
  principalOf({
    memberships: words
      .split(" ")
      .map((word) => `${word}:per_1`)
      .join(" "),
  }).memberships;

const by = (words: string) => ({ accountId: "acc_1", memberships: holding(words), children: [] });

describe("new means of signing in", () => {
  it.each<[string, string, boolean, boolean]>([
    ["head", `${HERE}:pupil`, false, true],
    ["head", `${HERE}:guardian`, false, true],
    ["head", `${HERE}:teacher`, false, true],
    ["head", `${HERE}:head`, false, true],
    ["office", `${HERE}:pupil`, false, true],
    ["office", `${HERE}:guardian`, false, true],
    ["office", `${HERE}:teacher`, false, true],
    ["office", `${HERE}:head`, false, false],
    ["office", `${HERE}:teacher ${HERE}:head`, false, false],
    // A head teacher, for whoever is but a pupil of their class.
    ["teacher", `${HERE}:pupil`, true, true],
    ["teacher", `${HERE}:pupil`, false, false],
    ["teacher", `${HERE}:teacher`, true, false],
    ["teacher", `${HERE}:pupil ${HERE}:supervisor`, true, false],
    ["teacher", `${HERE}:guardian`, true, false],
    // Whoever has no such role.
    ["cpe", `${HERE}:pupil`, true, false],
    ["pupil", `${HERE}:pupil`, true, false],
    // What the account opens elsewhere.
    ["head", `${ELSEWHERE}:pupil`, false, false],
    ["head", `${HERE}:guardian ${ELSEWHERE}:guardian`, false, true],
    ["head", `${HERE}:guardian ${ELSEWHERE}:teacher`, false, false],
    ["head", `${HERE}:teacher ${ELSEWHERE}:teacher`, false, true],
    ["head", `${HERE}:teacher ${ELSEWHERE}:head`, false, false],
    ["office", `${HERE}:guardian ${ELSEWHERE}:office`, false, false],
    ["head", `${HERE}:guardian territory:operator`, false, false],
    ["head", `${HERE}:teacher territory:operator`, false, false],
  ])("given by the %s to %s (own pupil: %s): %s", (role, memberships, ownPupil, expected) => {
    expect(mayRenewAccess(by(`${HERE}:${role}`), HERE, { memberships: holding(memberships), ownPupil })).toBe(expected);
  });

  it("are never given by the head of another school", () => {
    const target = { memberships: holding(`${HERE}:pupil`), ownPupil: true };
    for (const role of ["head", "office", "teacher"])
      expect(mayRenewAccess(by(`${ELSEWHERE}:${role}`), HERE, target)).toBe(false);
  });
});

describe("two accounts becoming one", () => {
  it.each([
    [`${HERE}:guardian`, `${ELSEWHERE}:guardian`, true],
    [`${HERE}:teacher`, `${ELSEWHERE}:guardian`, true],
    [`${HERE}:pupil`, `${ELSEWHERE}:pupil`, true],
    [`${HERE}:pupil`, `${HERE}:guardian`, false],
    [`${HERE}:guardian`, `${HERE}:pupil`, false],
    [`${HERE}:pupil`, `${HERE}:teacher`, false],
    [`${HERE}:guardian ${HERE}:pupil`, `${HERE}:pupil`, false],
    [`${HERE}:pupil`, `${HERE}:guardian ${HERE}:pupil`, false],
    ["territory:operator", `${HERE}:guardian`, false],
    [`${HERE}:guardian`, "territory:operator", false],
  ])("%s and %s: %s", (one, other, expected) => {
    expect(mayMerge(holding(one), holding(other))).toBe(expected);
  });
});
