import { ProblemError, type Role } from "@preau/contract";
import { describe, expect, it } from "vitest";
import { claimsOf, isGuardianOf, mayCallRoll, principalOf, requireRole } from "./index.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";

const someone = (memberships: string, children = "") => principalOf({ sub: "acc_someone", memberships, children });

const people = {
  teacher: someone(`${COLLEGE}:teacher:per_teacher`),
  otherTeacher: someone(`${COLLEGE}:teacher:per_other`),
  teacherElsewhere: someone(`${LYCEE}:teacher:per_teacher`),
  cpe: someone(`${COLLEGE}:cpe:per_cpe`),
  pupil: someone(`${COLLEGE}:pupil:per_child`),
  mother: someone(`${COLLEGE}:guardian:per_mother`, `${COLLEGE}:per_child`),
  formerGuardian: someone(`${COLLEGE}:guardian:per_former`),
  operator: someone("territory:operator:per_operator"),
  nobody: someone(""),
};
type Who = keyof typeof people;

const answer = (act: () => void): string => {
  try {
    act();
    return "allowed";
  } catch (error) {
    return error instanceof ProblemError ? error.code : "crash";
  }
};

describe("a role on a route", () => {
  it.each<[Who, readonly Role[], string | undefined, string]>([
    ["teacher", ["teacher"], COLLEGE, "allowed"],
    ["teacher", ["cpe", "head"], COLLEGE, "forbidden"],
    ["teacherElsewhere", ["teacher"], COLLEGE, "not-found"],
    ["pupil", ["teacher"], COLLEGE, "forbidden"],
    ["nobody", ["teacher"], COLLEGE, "not-found"],
    ["operator", ["operator"], undefined, "allowed"],
    ["operator", ["teacher"], COLLEGE, "not-found"],
    ["teacher", ["operator"], undefined, "forbidden"],
    ["nobody", ["pupil"], undefined, "forbidden"],
  ])("%s asking for a route of %j in %s is %s", (who, roles, school, expected) => {
    expect(answer(() => requireRole(people[who], roles, school))).toBe(expected);
  });
});

describe("calling the roll of a lesson", () => {
  it.each<[Who, boolean]>([
    ["teacher", true],
    ["cpe", true],
    ["otherTeacher", false],
    ["teacherElsewhere", false],
    ["pupil", false],
    ["mother", false],
    ["nobody", false],
  ])("%s: %s", (who, expected) => {
    expect(mayCallRoll(people[who], COLLEGE, { teacherIds: ["per_teacher"] })).toBe(expected);
  });
});

describe("a family's own", () => {
  it.each<[Who, string, boolean]>([
    ["mother", COLLEGE, true],
    ["mother", LYCEE, false],
    ["formerGuardian", COLLEGE, false],
    ["teacher", COLLEGE, false],
  ])("%s acts for the child in %s: %s", (who, school, expected) => {
    expect(isGuardianOf(people[who], school, "per_child")).toBe(expected);
  });
});

it("reads back the claims it writes", () => {
  const { accountId, ...rest } = people.mother;
  expect(principalOf({ sub: accountId, ...claimsOf(rest) })).toEqual(people.mother);
});
