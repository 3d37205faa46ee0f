import type { PersonId } from "@preau/contract";
import { describe, expect, it } from "vitest";
import { teacherMatcher } from "./match-teachers.ts";

const teacher = (personId: string, familyName: string, givenName: string) => ({
  personId: personId as PersonId,
  familyName,
  givenName,
});
const match = teacherMatcher([
  teacher("per_1", "LE GOFF", "Élie"),
  teacher("per_2", "D’HUMIÈRES", "Cœline"),
  teacher("per_3", "MARTIN", "Paul"),
  teacher("per_4", "Martin", "PAUL"),
]);

describe("a teacher's name in the file", () => {
  it.each([
    ["Le Goff", "Elie"],
    ["LE-GOFF", "ÉLIE"],
    [" le  goff ", "élie"],
  ])("« %s %s » is Élie LE GOFF", (familyName, givenName) =>
    expect(match({ familyName, givenName })).toMatchObject({ personId: "per_1" }),
  );

  it("is found whatever the apostrophe and the ligature", () =>
    expect(match({ familyName: "D'Humieres", givenName: "Coeline" })).toMatchObject({ personId: "per_2" }));

  it("that two people bear is ambiguous", () =>
    expect(match({ familyName: "Martin", givenName: "Paul" })).toBe("ambiguous"));

  it("with another given name is somebody else", () =>
    expect(match({ familyName: "Martin", givenName: "Paule" })).toBe("unknown"));
});
