import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMinutes,
  EVERY_WEEK,
  fortnight,
  instantOf,
  inWeek,
  lessonIdOf,
  lessonsOn,
  mondayOf,
  packSlot,
  readLessonId,
  type Slot,
  schoolTimeOf,
  schoolWeekOf,
  schoolYearOf,
  unpackSlot,
  weekdayOf,
  weekMask,
} from "./index.ts";

const days = fc.integer({ min: 0, max: 365 * 30 }).map((count) => addDays("2020-01-01", count));

const slot: Slot = {
  key: "3f8z1q",
  weekday: 1,
  start: "08:00",
  minutes: 55,
  weeks: EVERY_WEEK,
  subject: { code: "MATHS", label: "Mathématiques" },
  teachers: [{ id: "per_7k2mq4x9d0abc" as never, name: "Mme BRIAC" }],
  audiences: [{ id: "aud_7k2mq4x9d0abc" as never, code: "6A" }],
  room: { id: "roo_7k2mq4x9d0abc" as never, label: "B12" },
};

describe("the school year", () => {
  it.each([
    ["2026-09-01", 2026],
    ["2026-08-01", 2026],
    ["2026-07-31", 2025],
    ["2027-01-15", 2026],
  ])("%s belongs to the year that starts in %i", (day, year) => expect(schoolYearOf(day)).toBe(year));

  it("counts its weeks from the one that holds 1 September", () => {
    expect([schoolWeekOf("2026-08-31"), schoolWeekOf("2026-09-06"), schoolWeekOf("2026-09-07")]).toEqual([0, 0, 1]);
  });

  it("never has a Monday that is not one", () => {
    fc.assert(fc.property(days, (day) => weekdayOf(mondayOf(day)) === 1 && mondayOf(day) <= day));
  });
});

describe("the school's clock", () => {
  it.each([
    ["2026-11-23", "08:00", "Europe/Paris", "2026-11-23T07:00:00.000Z"],
    ["2026-06-23", "08:00", "Europe/Paris", "2026-06-23T06:00:00.000Z"],
    ["2026-11-23", "08:00", "Pacific/Noumea", "2026-11-22T21:00:00.000Z"],
    ["2026-10-25", "02:30", "Europe/Paris", "2026-10-25T00:30:00.000Z"],
    ["2027-03-28", "08:00", "Europe/Paris", "2027-03-28T06:00:00.000Z"],
  ])("%s %s in %s is %s", (day, time, zone, instant) => {
    expect(instantOf(day, time, zone).toISOString()).toBe(instant);
    expect(schoolTimeOf(new Date(instant), zone)).toEqual({ day, time });
  });

  it("shows again the day and time an instant was made from", () => {
    const times = fc.integer({ min: 4 * 60, max: 23 * 60 }).map((minutes) => addMinutes("00:00", minutes));
    fc.assert(
      fc.property(
        days,
        times,
        fc.constantFrom("Europe/Paris", "Indian/Reunion", "America/Cayenne"),
        (day, time, zone) => {
          expect(schoolTimeOf(instantOf(day, time, zone), zone)).toEqual({ day, time });
        },
      ),
    );
  });
});

describe("a mask of weeks", () => {
  it("holds exactly the weeks it was made of", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 52 })), (weeks) => {
        const mask = weekMask((week) => weeks.includes(week));
        for (let week = -2; week < 56; week += 1) expect(inWeek(mask, week)).toBe(weeks.includes(week));
      }),
    );
  });

  it("splits the year in two by fortnights", () => {
    for (let week = 0; week < 53; week += 1) expect(inWeek(fortnight(0), week)).not.toBe(inWeek(fortnight(1), week));
  });
});

describe("the lessons of a day", () => {
  it("are the slots of that weekday and week, by start time", () => {
    const later = { ...slot, key: "000002", start: "10:10" };
    const tuesday = { ...slot, key: "000003", weekday: 2 };
    const otherWeek = { ...slot, key: "000004", weeks: weekMask((week) => week !== schoolWeekOf("2026-11-23")) };
    const lessons = lessonsOn("2026-11-23", [later, tuesday, otherWeek, slot]);
    expect(lessons.map((lesson) => [lesson.start, lesson.end, lesson.status])).toEqual([
      ["08:00", "08:55", "planned"],
      ["10:10", "11:05", "planned"],
    ]);
  });

  it("show what was cancelled, with its reason", () => {
    const lessonId = lessonIdOf(slot, "2026-11-23");
    const [lesson] = lessonsOn(
      "2026-11-23",
      [slot],
      [{ lessonId, status: "cancelled", label: "Professeur absent", version: 1 }],
    );
    expect(lesson).toMatchObject({ status: "cancelled", label: "Professeur absent" });
    expect(lessonsOn("2026-11-30", [slot], [{ lessonId, status: "cancelled", version: 1 }])[0]?.status).toBe("planned");
  });

  it("have names that say where to look them up", () => {
    expect(readLessonId(lessonIdOf(slot, "2026-11-23"))).toEqual({
      audienceId: "aud_7k2mq4x9d0abc",
      key: "3f8z1q",
      day: "2026-11-23",
    });
  });

  it("are stored without losing anything", () => {
    expect(unpackSlot(packSlot(slot))).toEqual(slot);
    const { room: _room, ...roomless } = slot;
    expect(unpackSlot(packSlot(roomless))).toEqual(roomless);
  });
});
