import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homonymLogin, loginOf, typedLogin } from "./login.ts";

describe("a login", () => {
  it.each([
    ["Solène", "BRIAC", "solene.briac"],
    ["Jean-Pierre", "DE LA TOUR", "jean-pierre.de-la-tour"],
    ["Anne Marie", "D’ARC", "anne-marie.darc"],
    ["Zoë", "N'GUYEN  ", "zoe.nguyen"],
    ["Cœur", "Łukasz-Ørsted", "coeur.lukasz-orsted"],
    ["", "MARTIN", "martin"],
    ["李", "王", "compte"],
  ])("of %s %s is %s", (givenName, familyName, login) => {
    expect(loginOf(givenName, familyName)).toBe(login);
  });

  it("can be typed on any keyboard, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (givenName, familyName) => {
        expect(loginOf(givenName, familyName)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$/);
      }),
    );
  });

  it("is found again as the person types it, from the name itself", () => {
    expect(typedLogin("  Solène.BRIAC ")).toBe("solene.briac");
    fc.assert(
      fc.property(fc.string(), fc.string(), (givenName, familyName) => {
        const login = loginOf(givenName, familyName);
        expect(typedLogin(login.toUpperCase())).toBe(login);
      }),
    );
  });

  it("of the second and third homonym carries a rank", () => {
    expect([1, 2, 3].map((rank) => homonymLogin("jean.martin", rank))).toEqual([
      "jean.martin",
      "jean.martin.2",
      "jean.martin.3",
    ]);
  });
});
