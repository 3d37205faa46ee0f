import { describe, expect, it } from "vitest";
import { hasValidUaiKey, looksLikeUai, uaiKey } from "./uai.ts";

describe("the number of a school (UAI)", () => {
  it.each(["0750680G", "0752387M", "0382032C", "0751703U", "0990001N"])("%s has a key that fits its digits", (uai) => {
    expect(hasValidUaiKey(uai)).toBe(true);
    expect(uaiKey(uai.slice(0, 7))).toBe(uai.at(-1));
  });

  it("has the form of a UAI but a wrong key in some test data", () => {
    expect(looksLikeUai("0000000V")).toBe(true);
    expect(hasValidUaiKey("0000000V")).toBe(false);
  });

  it.each(["", "990001N", "0990001n", "0990001NN", " 0990001N"])("is not %j", (text) => {
    expect(looksLikeUai(text)).toBe(false);
  });
});
