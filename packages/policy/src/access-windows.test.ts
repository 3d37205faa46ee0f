import { schoolTimeOf } from "@preau/calendar";
import type { Role, SchoolId } from "@preau/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessWindow, accessUnder } from "./access-windows.ts";

const COLLEGE = "0990001N" as SchoolId;
const LYCEE = "0990002P" as SchoolId;
const seconds = (instant: string) => Date.parse(instant) / 1000;

const mornings: AccessWindow = {
  roles: ["pupil"],
  schools: [COLLEGE],
  weekdays: [1, 2, 3, 4, 5],
  from: "09:00",
  to: "12:00",
  since: seconds("2026-11-22T00:00:00Z"),
  until: seconds("2026-12-20T00:00:00Z"),
};
const evenings: AccessWindow = { ...mornings, from: "18:00", to: "20:00" };
const nights: AccessWindow = { ...mornings, from: "22:00", to: "01:00" };

const inCollege = (role: Role) => ({ schoolId: COLLEGE, role });
const pupil = inCollege("pupil");
const said = (windows: readonly AccessWindow[], at: string, held: Parameters<typeof accessUnder>[1] = [pupil]) => {
  const access = accessUnder(windows, held, Date.parse(at));
  return access.open ? "open" : access.opensAt.toISOString();
};

describe("an access window", () => {
  it.each([
    ["opens at its hour of Paris", "2026-11-23T08:00:00Z", "open"],
    ["is closed a second before", "2026-11-23T07:59:59Z", "2026-11-23T08:00:00.000Z"],
    ["closes at its end", "2026-11-23T11:00:00Z", "2026-11-24T08:00:00.000Z"],
    [
      "of weekdays opens on Monday for whoever comes on Friday night",
      "2026-11-27T22:00:00Z",
      "2026-11-30T08:00:00.000Z",
    ],
    ["that does not hold yet keeps nobody out", "2026-11-21T22:00:00Z", "open"],
    ["that is over keeps nobody out", "2026-12-20T00:00:00Z", "open"],
    ["opens for good when it ends, if that comes first", "2026-12-18T12:00:00Z", "2026-12-20T00:00:00.000Z"],
  ])("%s", (_, at, expected) => expect(said([mornings], at)).toBe(expected));

  it("that goes past midnight belongs to the day it opens on", () => {
    expect(said([nights], "2026-11-27T23:59:00Z")).toBe("open"); // Saturday 00:59, opened on Friday
    expect(said([nights], "2026-11-28T00:00:00Z")).toBe("2026-11-30T21:00:00.000Z");
    expect(said([nights], "2026-11-29T22:30:00Z")).toBe("2026-11-30T21:00:00.000Z"); // Sunday 23:30
  });

  it("from an hour to the same hour lasts the whole day round", () => {
    const always = { ...mornings, weekdays: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" };
    expect(said([always], "2026-11-28T23:00:00Z")).toBe("open");
  });

  it("concerns those who hold its roles in its schools, and no others", () => {
    const night = "2026-11-23T23:00:00Z";
    expect(said([mornings], night, [inCollege("teacher")])).toBe("open");
    expect(said([mornings], night, [{ schoolId: LYCEE, role: "pupil" }])).toBe("open");
    expect(said([{ ...mornings, schools: "all" }], night, [{ schoolId: LYCEE, role: "pupil" }])).not.toBe("open");
    expect(said([mornings], night, [])).toBe("open");
  });

  it("beside another one adds its hours; what somebody is elsewhere keeps its own", () => {
    expect(said([mornings, evenings], "2026-11-23T18:30:00Z")).toBe("open");
    expect(said([mornings, evenings], "2026-11-23T12:30:00Z")).toBe("2026-11-23T17:00:00.000Z");
    const both = [pupil, inCollege("teacher")];
    expect(said([mornings], "2026-11-23T23:00:00Z", both)).toBe("open");
    const lycee = { ...evenings, schools: [LYCEE] };
    const twoSchools = [pupil, { schoolId: LYCEE, role: "pupil" as const }];
    expect(said([mornings, lycee], "2026-11-23T12:30:00Z", twoSchools)).toBe("2026-11-23T17:00:00.000Z");
  });

  it("does not open on the end of another one that leaves it alone", () => {
    const short = { ...mornings, until: seconds("2026-11-23T20:00:00Z") };
    expect(said([short, mornings], "2026-11-23T19:00:00Z")).toBe("2026-11-24T08:00:00.000Z");
  });

  it("keeps its hours when clocks change, on the hour that is skipped and the one that comes twice too", () => {
    const spring = { ...mornings, weekdays: [7], since: seconds("2026-03-01T00:00:00Z") };
    expect(said([spring], "2026-03-28T22:00:00Z")).toBe("2026-03-29T07:00:00.000Z");
    expect(said([spring], "2026-03-22T22:00:00Z")).toBe("2026-03-29T07:00:00.000Z");
    const skipped = { ...spring, from: "02:30", to: "04:00" };
    expect(said([skipped], "2026-03-29T00:29:00Z")).toBe("2026-03-29T00:30:00.000Z");
    const twice = { ...spring, from: "02:30", to: "02:45" };
    expect(said([twice], "2026-10-25T00:30:00Z")).toBe("open");
    expect(said([twice], "2026-10-25T01:30:00Z")).toBe("2026-11-01T01:30:00.000Z");
  });
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 30))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const START = Date.parse("2026-01-01T00:00:00Z");
const anyWindow = fc
  .record({
    schools: fc.constantFrom<AccessWindow["schools"][]>("all", [COLLEGE], [LYCEE]),
    roles: fc.constantFrom<Role[][]>(["pupil"], ["pupil", "guardian"], ["teacher"]),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: clock,
    to: clock,
    begins: fc.integer({ min: 0, max: 360 }),
    days: fc.integer({ min: 1, max: 56 }),
  })
  .map(({ begins, days, ...rest }): AccessWindow => {
    const since = START / 1000 + begins * 86_400;
    return { ...rest, since, until: since + days * 86_400 };
  });
/** Any half hour of the year, more often around the two changes of clock. */
const anyMoment = fc.oneof(
  fc.integer({ min: 0, max: 365 * 48 }).map((half) => START + half * 1_800_000),
  fc.integer({ min: -60, max: 60 }).map((half) => Date.parse("2026-03-29T01:00:00Z") + half * 1_800_000),
  fc.integer({ min: -60, max: 60 }).map((half) => Date.parse("2026-10-25T01:00:00Z") + half * 1_800_000),
);
const HALF_HOUR = 1_800_000;

describe("whatever the windows", () => {
  it("whoever is refused is let in at the time told, and not half an hour before", () => {
    fc.assert(
      fc.property(fc.array(anyWindow, { maxLength: 3 }), anyMoment, (windows, now) => {
        const access = accessUnder(windows, [pupil], now);
        if (access.open) return;
        const { opensAt } = access;
        expect(accessUnder(windows, [pupil], opensAt.getTime()).open).toBe(true);
        for (let at = now; at < opensAt.getTime(); at += HALF_HOUR)
          expect(accessUnder(windows, [pupil], at).open).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("they say what the clock on the wall says, away from the night when it changes", () => {
    fc.assert(
      fc.property(anyWindow, anyMoment, (window, now) => {
        const always = { ...window, roles: ["pupil"] as const, schools: "all" as const, since: 0, until: 4e9 };
        const { day, time } = schoolTimeOf(new Date(now));
        const changing = ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"].includes(day);
        fc.pre(!changing && always.from < always.to);
        const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
        const expected = always.weekdays.includes(weekday) && always.from <= time && time < always.to;
        expect(accessUnder([always], [pupil], now).open).toBe(expected);
      }),
    );
  });

  it("one window more never closes what another one opens, and one school's says nothing of another's", () => {
    fc.assert(
      fc.property(anyWindow, anyWindow, anyMoment, (one, other, now) => {
        const pupils = { ...one, roles: ["pupil"] as const, schools: [COLLEGE], since: 0, until: 4e9 };
        if (accessUnder([pupils], [pupil], now).open)
          expect(accessUnder([pupils, other], [pupil], now).open).toBe(true);
        expect(accessUnder([pupils], [{ schoolId: LYCEE, role: "pupil" }], now).open).toBe(true);
      }),
    );
  });
});
