import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passwordFault } from "./password-rules.ts";

const nina = { login: "nina.marlow.2", staff: false };
const solene = { login: "solene.briac", staff: true };

describe("a password", () => {
  it.each([
    ["court", "trop court"],
    ["azerty2026", "premiers que l’on essaie"],
    ["Mot de passe 1", "premiers que l’on essaie"],
    ["aaaaaaaaaa", "premiers que l’on essaie"],
    ["123456789", "premiers que l’on essaie"],
    ["NinaMarlow12", "ressemble à votre nom"],
    ["marlow2014", "ressemble à votre nom"],
  ])("of a pupil such as « %s » is refused, in words that say why", (password, words) => {
    expect(passwordFault(password, nina)).toContain(words);
  });

  it("of four plain words is welcome, in any alphabet", () => {
    expect(passwordFault("girafe velours tambour", nina)).toBeUndefined();
    expect(passwordFault("зимний вечер у моря", nina)).toBeUndefined();
    expect(passwordFault("le marlow bleu nage loin", nina)).toBeUndefined();
  });

  it("of somebody who works in a school has twelve characters at least", () => {
    expect(passwordFault("girafe-velo", solene)).toContain("12");
    expect(passwordFault("girafe-velours", solene)).toBeUndefined();
  });

  it("of seven characters or fewer is never accepted, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 7, unit: "grapheme-ascii" }),
        (text) => passwordFault(text, nina) !== undefined,
      ),
    );
  });
});
