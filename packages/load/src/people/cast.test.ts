import { inventWorld } from "@preau/demo";
import { describe, expect, it } from "vitest";
import { castOf } from "./cast.ts";
import { partOf } from "./virtual-person.ts";

const world = inventWorld();
const cast = castOf(world, 300);
const count = (part: string) => cast.filter((one) => one.part === part).length;

describe("who takes part in a load test", () => {
  it("are as many as asked for, nobody twice, the same each time", () => {
    expect(cast).toHaveLength(300);
    expect(new Set(cast.map(({ login }) => login)).size).toBe(300);
    expect(castOf(world, 300)).toEqual(cast);
  });

  it("are everybody who works there, and families of both schools", () => {
    expect(count("teacher")).toBeGreaterThan(40);
    expect(new Set(cast.filter(({ part }) => part === "cpe").map(({ schoolId }) => schoolId)).size).toBe(2);
    expect(count("guardian")).toBeGreaterThan(count("pupil"));
    for (const part of ["pupil", "guardian"])
      expect(new Set(cast.filter((one) => one.part === part).map(({ schoolId }) => schoolId)).size).toBe(2);
  });
});

describe("what somebody does at school", () => {
  const me = (roles: readonly string[], children: number) =>
    ({ schools: [{ roles }], children: Array.from({ length: children }) }) as unknown as Parameters<typeof partOf>[0];

  it("is to teach for a teacher who is a parent as well, and to be a parent for whoever has children there", () => {
    expect(partOf(me(["teacher"], 2))).toBe("teacher");
    expect(partOf(me(["guardian"], 2))).toBe("guardian");
    expect(partOf(me(["pupil"], 0))).toBe("pupil");
    expect(partOf(me(["librarian"], 0))).toBeUndefined();
  });
});
