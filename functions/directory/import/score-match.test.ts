import { describe, expect, it } from "vitest";
import { type Described, scoreMatch, WORTH_ASKING } from "./score-match.ts";

const nina: Described = { familyName: "MARLOW", givenName: "Nina", birthDate: "2014-03-14", sex: "F" };

describe("two descriptions of a person", () => {
  it.each<[string, Described, number]>([
    ["the same names and birth date", { ...nina, familyName: "Marlow" }, 90],
    ["accents and case aside", { ...nina, familyName: "Mârlow", givenName: "NINA" }, 90],
    ["a compound name in another order", { ...nina, familyName: "Nina", givenName: "Marlow" }, 80],
    ["one given name of two", { ...nina, givenName: "Nina Rose" }, 80],
    ["the name of the civil register", { ...nina, familyName: "FOLEY", birthName: "MARLOW" }, 90],
    ["homonyms born on two days", { ...nina, birthDate: "2013-01-02" }, 20],
    ["the same names and nothing else", { familyName: "MARLOW", givenName: "Nina" }, 50],
    ["twins", { ...nina, givenName: "Léo" }, 0],
  ])("with %s score as much", (_, other, score) => {
    expect(scoreMatch(nina, other).score).toBe(score);
  });

  it("tell the person who decides what agrees and what does not", () => {
    const { reasons } = scoreMatch({ ...nina, mail: "n@example.org" }, { ...nina, sex: "M", mail: "N@example.org" });
    expect(reasons).toEqual([
      "mêmes nom et prénom",
      "même date de naissance",
      "sexes différents",
      "même adresse électronique",
    ]);
  });

  it("are never one person for a telephone alone: a family shares it", () => {
    const phones = ["+33 6 99 00 00 01"];
    expect(scoreMatch({ ...nina, phones }, { familyName: "FOLEY", givenName: "Jo", phones }).score).toBeLessThan(
      WORTH_ASKING,
    );
  });
});
