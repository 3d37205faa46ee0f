import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liesUnder, readServiceUrl, withTicket } from "./service-url.ts";

describe("the address of a service", () => {
  it.each([
    ["https://notes.example/a?b=1#c", "https://notes.example/a?b=1"],
    ["https://NOTES.example/a/../b", "https://notes.example/b"],
    ["https://notes.example:443/", "https://notes.example/"],
    ["https://notes.example/%2e%2e/b", "https://notes.example/b"],
  ])("is read as a browser reads it: %s", (given, read) => expect(readServiceUrl(given)?.href).toBe(read));

  it.each([
    "",
    "notes.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://a:b@notes.example/",
    "https://notes.example\\@evil.example/",
    "https://notes.example/\r\nx: y",
    "https://notes.example/é",
    ` https://notes.example/`,
    `https://notes.example/${"a".repeat(2_000)}`,
  ])("is refused when it could be read otherwise: %s", (given) => expect(readServiceUrl(given)).toBeUndefined());

  it("keeps its parameters when a ticket is added", () => {
    expect(withTicket("https://n.example/", "ST-1")).toBe("https://n.example/?ticket=ST-1");
    expect(withTicket("https://n.example/?a=1", "ST-1")).toBe("https://n.example/?a=1&ticket=ST-1");
  });

  it("lies under a declared path by whole segments, never by its first letters", () => {
    const segment = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 3 }),
        fc.array(segment, { maxLength: 3 }),
        segment,
        (base, more, letters) => {
          const declared = `/${base.join("/")}`;
          const below = `/${[...base, ...more].join("/")}`;
          expect(liesUnder(below, declared)).toBe(true);
          if (base.length > 0) expect(liesUnder(`${declared}${letters}`, declared)).toBe(false);
        },
      ),
    );
  });
});
