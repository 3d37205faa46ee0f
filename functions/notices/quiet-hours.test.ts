import { instantOf } from "@preau/calendar";
import { describe, expect, it } from "vitest";
import { quietUntil } from "./quiet-hours.ts";

const usual = { from: "20:00", to: "07:00", weekends: true };
const until = (day: string, time: string, quiet: typeof usual | null = usual) =>
  quietUntil(instantOf(day, time), quiet)?.toISOString();
const at = (day: string, time: string) => instantOf(day, time).toISOString();

describe("families are left in peace", () => {
  it.each([
    ["not at noon", "2026-11-23", "12:00", undefined],
    ["not at 19:59", "2026-11-23", "19:59", undefined],
    ["from 20:00 to the next morning", "2026-11-23", "20:00", at("2026-11-24", "07:00")],
    ["before 7:00", "2026-11-24", "06:59", at("2026-11-24", "07:00")],
    ["not at 7:00", "2026-11-24", "07:00", undefined],
    ["from Friday evening to Monday morning", "2026-11-27", "20:00", at("2026-11-30", "07:00")],
    ["on Saturday noon", "2026-11-28", "12:00", at("2026-11-30", "07:00")],
    ["on Sunday before dawn", "2026-11-29", "05:00", at("2026-11-30", "07:00")],
    ["on Monday before dawn", "2026-11-30", "05:00", at("2026-11-30", "07:00")],
  ])("%s", (_, day, time, expected) => expect(until(day, time)).toBe(expected));

  it("as the school decides: on weekdays alone, at noon, or never", () => {
    expect(until("2026-11-28", "12:00", { ...usual, weekends: false })).toBeUndefined();
    expect(until("2026-11-28", "21:00", { ...usual, weekends: false })).toBe(at("2026-11-29", "07:00"));
    expect(until("2026-11-23", "12:30", { from: "12:00", to: "14:00", weekends: true })).toBe(
      at("2026-11-23", "14:00"),
    );
    expect(until("2026-11-23", "23:00", { from: "12:00", to: "14:00", weekends: true })).toBeUndefined();
    expect(until("2026-11-28", "23:00", null)).toBeUndefined();
  });
});
