import { describe, expect, it } from "vitest";
import { compilePattern } from "./pattern.ts";

const event = {
  source: "preau.attendance",
  "detail-type": "register-submitted.v1",
  resources: ["class/6A", "class/6B"],
  detail: {
    pupilId: "per_1",
    minutesLate: 12,
    excused: false,
    reason: null,
    nested: { room: "B204" },
    marks: [{ value: 3 }, { value: 15 }],
  },
};

describe("an event pattern", () => {
  it.each<[string, object]>([
    ["an exact value", { source: ["other", "preau.attendance"] }],
    ["every field at once", { source: ["preau.attendance"], detail: { pupilId: ["per_1"] } }],
    ["one element of a list", { resources: ["class/6B"] }],
    ["a field of one object of a list", { detail: { marks: { value: [15] } } }],
    ["a number, a boolean, a null", { detail: { minutesLate: [12], excused: [false], reason: [null] } }],
    ["a prefix", { source: [{ prefix: "preau." }] }],
    ["a prefix in any case", { source: [{ prefix: { "equals-ignore-case": "PREAU." } }] }],
    ["a suffix", { "detail-type": [{ suffix: ".v1" }] }],
    ["a text in any case", { detail: { nested: { room: [{ "equals-ignore-case": "b204" }] } } }],
    ["a wildcard", { "detail-type": [{ wildcard: "register-*.v*" }] }],
    ["a range", { detail: { minutesLate: [{ numeric: [">", 10, "<=", 12] }] } }],
    ["anything but a value", { source: [{ "anything-but": "preau.marks" }] }],
    ["anything but a list", { detail: { minutesLate: [{ "anything-but": [1, 2] }] } }],
    ["anything but a prefix", { source: [{ "anything-but": { prefix: "aws." } }] }],
    ["a present field", { detail: { reason: [{ exists: true }] } }],
    [
      "an absent field, even below an absent object",
      { detail: { note: [{ exists: false }], far: { away: [{ exists: false }] } } },
    ],
    ["either of two patterns", { $or: [{ source: ["other"] }, { detail: { excused: [false] } }] }],
  ])("matches %s", (_case, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(true);
  });

  it.each<[string, object]>([
    ["another value", { source: ["preau.marks"] }],
    ["a field among two", { source: ["preau.attendance"], detail: { pupilId: ["per_2"] } }],
    ["a number written as text", { detail: { minutesLate: ["12"] } }],
    ["an absent field", { detail: { note: ["x"] } }],
    ["anything but, on an absent field", { detail: { note: [{ "anything-but": "x" }] } }],
    ["anything but the value itself", { detail: { minutesLate: [{ "anything-but": [12] }] } }],
    ["a number out of range", { detail: { minutesLate: [{ numeric: [">", 12] }] } }],
    ["a text compared as a number", { detail: { pupilId: [{ numeric: ["=", 1] }] } }],
    ["a wildcard whose dot is a dot", { "detail-type": [{ wildcard: "register-*Xv1" }] }],
    ["a present field said absent", { detail: { reason: [{ exists: false }] } }],
    ["neither of two patterns", { $or: [{ source: ["other"] }, { detail: { excused: [true] } }] }],
  ])("does not match %s", (_case, pattern) => {
    expect(compilePattern(pattern)(event)).toBe(false);
  });

  it("with an unknown operator is refused at once", () => {
    expect(() => compilePattern({ source: [{ cidr: "10.0.0.0/8" }] })).toThrow('unknown operator "cidr"');
    expect(() => compilePattern({ source: [{ numeric: ["~", 1] }] })).toThrow("unknown comparison");
  });
});
