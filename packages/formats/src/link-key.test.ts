import { describe, expect, it } from "vitest";
import { linkKey, plainName } from "./link-key.ts";

describe("the key of a person whom a source gives no number", () => {
  it("does not depend on how a name is spelt", () => {
    expect(plainName("  Le Goff-Élie Œ ")).toBe("LE GOFF ELIE OE");
    expect(linkKey.onde("0990001N", "LE GOFF", "Zoé", "2015-03-14")).toBe(
      linkKey.onde("0990001N", "Le-Goff", "ZOE", "2015-03-14"),
    );
  });

  it("is not that of somebody else of the same school, nor that of the same name elsewhere", () => {
    const keys = [
      linkKey.onde("0990001N", "MARLOW", "Tom"),
      linkKey.onde("0990001N", "MARLOW TOM", ""),
      linkKey.onde("0990002P", "MARLOW", "Tom"),
    ];
    expect(new Set(keys).size).toBe(3);
  });
});
