import { describe, expect, it } from "vitest";
import { looksLikeIne } from "./ine.ts";

describe("a national pupil number", () => {
  it.each(["099000001AB", "0990000001A", "0990A00001B", "_________AB"])("may be %s", (ine) => {
    expect(looksLikeIne(ine)).toBe(true);
  });

  it.each(["", "099000001A", "099000001ABC", "099000001ab", "09900000012", " 099000001AB"])("is not %j", (text) => {
    expect(looksLikeIne(text)).toBe(false);
  });
});
