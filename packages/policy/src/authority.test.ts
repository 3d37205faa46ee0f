import { describe, expect, it } from "vitest";
import { answersFor, mayReadAuthority, principalOf, runsTerritory } from "./index.ts";

const someone = (memberships: string) => principalOf({ sub: "acc_someone", memberships });
const people = {
  "an agent of the town": someone("territory:authority:per_town"),
  "an agent of another town": someone("territory:authority:per_elsewhere"),
  "the operator": someone("territory:operator:per_operator"),
  "a head who bears an agent's id": someone("0990001N:head:per_town"),
  nobody: someone(""),
};
const town = { memberIds: ["per_town"], schoolIds: ["0990003R"] };

describe("the figures of a town", () => {
  it.each<[keyof typeof people, boolean]>([
    ["an agent of the town", true],
    ["an agent of another town", false],
    ["the operator", true],
    ["a head who bears an agent's id", false],
    ["nobody", false],
  ])("%s reads them: %s", (who, expected) => {
    expect(mayReadAuthority(people[who], town)).toBe(expected);
  });

  it("are those of its own schools", () => {
    expect(answersFor(town, "0990003R")).toBe(true);
    expect(answersFor(town, "0990001N")).toBe(false);
  });

  it("are set by whoever runs the territory", () => {
    expect(Object.entries(people).flatMap(([who, one]) => (runsTerritory(one) ? [who] : []))).toEqual(["the operator"]);
  });
});
