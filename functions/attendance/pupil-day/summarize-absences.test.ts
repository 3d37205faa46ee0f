import { expect, it } from "vitest";
import { AbsenceSummaries } from "../../notices/messages/absence-summary.ts";
import type { MissedLesson } from "./presence.ts";
import { usualSettings } from "./settings.ts";
import { summarizeAbsences } from "./summarize-absences.ts";

const missed = (start: string, end: string, changes: object = {}) =>
  ({
    lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
    start,
    end,
    subject: "Latin",
    state: "absent",
    decided: "no",
    justified: false,
    counts: true,
    announced: false,
    ...changes,
  }) as unknown as MissedLesson;

const kept = [
  { day: "2026-11-23", lessons: [missed("08:00", "08:55"), missed("09:00", "09:55", { state: "conflict" })] },
  {
    day: "2026-11-24",
    lessons: [missed("14:00", "14:55", { justified: true }), missed("08:00", "08:55", { state: "late", minutes: 5 })],
  },
  { day: "2026-11-27", lessons: [missed("08:00", "08:55")] },
].map(({ day, lessons }) => ({
  day,
  version: 1,
  presence: { familyName: "MARLOW", givenName: "Nina", classId: "aud_7k2mq4x9d0abc", className: "6A", lessons },
}));

it("families read the figures of the file, and neither what the school disputes nor what it may still correct", async () => {
  const summaries = await summarizeAbsences(
    { schoolId: "0990001N", schoolYear: 2026, pupilIds: ["per_7k2mq4x9d0abc"], from: "2026-11-01", to: "2026-11-30" },
    {
      days: { presencesOf: async () => kept },
      settings: { current: async () => usualSettings },
      now: () => new Date("2026-11-27T07:10:00Z"),
    },
  );
  expect(AbsenceSummaries.parse(summaries)).toEqual([
    {
      pupilId: "per_7k2mq4x9d0abc",
      unit: "half-day",
      justified: 1,
      unjustified: 1,
      lateness: 1,
      halfDays: [
        { day: "2026-11-23", part: "morning", justified: false },
        { day: "2026-11-24", part: "afternoon", justified: true },
      ],
      lessons: [
        { day: "2026-11-23", start: "08:00", end: "08:55", subject: "Latin" },
        { day: "2026-11-24", start: "14:00", end: "14:55", subject: "Latin" },
      ],
    },
  ]);
});
