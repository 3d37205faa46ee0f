import { describe, expect, it } from "vitest";
import { type Card, pupilOf } from "./child.ts";

const card = (audienceId: string, version: number, className?: string): Card =>
  ({
    pupilId: "per_nina",
    audienceId,
    version,
    ...(className !== undefined && { pupil: { givenName: "Nina", familyName: "MARLOW", className } }),
  }) as unknown as Card;

describe("a child, as the cards tell", () => {
  it("has the name and class of the class's card, and the groups of the others", () => {
    const nina = pupilOf("per_nina", [card("aud_latin", 7), card("aud_6a", 1, "6A")]);
    expect(nina).toMatchObject({ givenName: "Nina", className: "6A", classId: "aud_6a" });
    expect(nina?.audienceIds).toEqual(new Set(["aud_latin", "aud_6a"]));
  });

  it("is in the new class while the former one still has a card", () =>
    expect(pupilOf("per_nina", [card("aud_6a", 1, "6A"), card("aud_6b", 2, "6B")])?.className).toBe("6B"));

  it("is nobody before the card of a class has arrived", () =>
    expect(pupilOf("per_nina", [card("aud_latin", 1)])).toBeUndefined());

  it("is not made of another child's cards", () =>
    expect(pupilOf("per_zoe", [card("aud_6a", 1, "6A")])).toBeUndefined());
});
