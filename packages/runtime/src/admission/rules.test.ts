import { describe, expect, it } from "vitest";
import { levelAt, NO_RULES, readRules } from "./rules.ts";

const NOW = 1_800_000_000;
const LATER = NOW + 600;
const window = {
  roles: ["pupil"],
  schools: "all",
  weekdays: [1, 2],
  from: "08:00",
  to: "18:00",
  since: NOW,
  until: LATER,
};

describe("the switches of admission", () => {
  it("are read as they are meant: a level, a capability turned off, hours", () => {
    const rules = readRules(
      [
        { id: "level", until: LATER, level: 2, by: "hand" },
        { id: "off#notices", until: LATER, capability: "notices" },
        { id: "window#pupils", until: NOW + 60, window },
      ],
      "notices",
    );
    expect(levelAt(rules, NOW)).toBe(2);
    expect(levelAt(rules, LATER)).toBe(0);
    expect(rules.offUntil).toBe(LATER);
    // A window ends with its switch at the latest.
    expect(rules.windows).toEqual([{ ...window, until: NOW + 60 }]);
  });

  it("of another capability do not concern this one", () => {
    expect(readRules([{ id: "off#notices", until: LATER, capability: "notices" }], "attendance")).toEqual(NO_RULES);
  });

  it.each([
    ["a level that does not exist", { id: "level", until: LATER, level: 4, by: "hand" }],
    ["a level in words", { id: "level", until: LATER, level: "3", by: "hand" }],
    ["a level without an end", { id: "level", level: 3, by: "hand" }],
    ["a capability off for ever", { id: "off#notices", until: "tomorrow", capability: "notices" }],
    ["hours of no clock", { id: "window#x", until: LATER, window: { ...window, from: "25:00" } }],
    ["hours without days", { id: "window#x", until: LATER, window: { ...window, weekdays: undefined } }],
    ["nothing known", { id: "storm", until: LATER }],
    ["no id", { until: LATER, level: 3 }],
    ["no switch at all", null],
  ])("that make no sense are passed over: %s", (_, junk) => {
    const good = { id: "level", until: LATER, level: 1, by: "alarm" };
    expect(readRules([junk, good], "notices")).toEqual({
      ...NO_RULES,
      levels: [expect.objectContaining({ level: 1, until: LATER })],
    });
  });
});
