import { describe, expect, it } from "vitest";
import { compare, hashOf } from "./record.ts";

const school = { name: "Collège", academy: "TEST", timeZone: "Europe/Paris", audiences: [] };

describe("a record of a delivery, beside what is kept", () => {
  const at = (version: number, more = {}) => ({ hash: "same", version, since: 1, ...more });
  it.each([
    ["is created when nothing is kept", undefined, "created", true],
    ["is left alone when an earlier import wrote the same", at(4), "unchanged", false],
    ["is written when an earlier import wrote something else", { ...at(4), hash: "other" }, "changed", true],
    ["is written when its person was missing and is back", at(4, { missingSince: "2026-11-02" }), "changed", true],
    ["is left alone when a later import wrote something else", { ...at(6), hash: "other" }, "unchanged", false],
    ["still counts as changed when this import wrote it before it was interrupted", at(5), "changed", false],
    ["still counts as created when this import created it", { ...at(5), since: 5 }, "created", false],
  ] as const)("%s", (_, mark, change, write) => {
    expect(compare("same", mark, 5)).toEqual({ change, write });
  });
});

describe("the hash of a content", () => {
  it("does not depend on the order of attributes, nor on those without a value", () => {
    const { name, ...rest } = school;
    expect(hashOf({ ...rest, name, city: undefined })).toBe(hashOf(school));
  });
  it("depends on every value, however deep", () => {
    const audience = { audienceId: "aud_1", code: "6A", label: "Sixième A", kind: "class" };
    const of = (label: string) =>
      hashOf({ ...school, audiences: [{ ...audience, label }] } as unknown as typeof school);
    expect(of("Sixième A")).not.toBe(of("Sixième B"));
  });
});
