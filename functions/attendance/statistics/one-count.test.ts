import { addDays } from "@preau/calendar";
import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity } from "@preau/store";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import { aClass, COLLEGE } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { callerOf } from "../../../test/support/handlers.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { classRegister } from "../papers/class-register.ts";
import type { KeptPresence } from "../pupil-day/day-store.ts";
import { usualSettings } from "../pupil-day/settings.ts";
import { sumOf } from "../tallies/figures.ts";
import { followPupil } from "../tallies/follow-pupil.ts";
import { totalAttendance } from "./total-attendance.ts";

const sixthA = aClass("6A", 3);
const school = { schoolId: COLLEGE, schoolYear: 2026 };
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const YEAR = { from: "2026-08-01", to: "2027-07-31" };

let ask: ReturnType<typeof caller>;
let file: ReturnType<typeof caller>;
let deps: ReturnType<typeof import("../tallies/deps.ts")["makeFollowingDeps"]>;

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
const lessons = fc.uniqueArray(
  fc.record({
    hour: fc.integer({ min: 8, max: 17 }),
    state: fc.constantFrom("absent", "absent", "late", "left", "elsewhere", "conflict"),
    justified: fc.boolean(),
    counts: fc.boolean(),
    reason: fc.constantFrom("Maladie", "Transport"),
  }),
  { minLength: 1, maxLength: 5, selector: ({ hour }) => hour },
);
const year = fc.uniqueArray(fc.record({ after: fc.integer({ min: 0, max: 290 }), lessons }), {
  minLength: 12,
  maxLength: 12,
  selector: ({ after }) => after,
});

/** A random year of each pupil, the same on every run, folded, kept and followed. */
beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse("2027-06-30T16:30:00Z") - Date.now());
  ask = caller((await import("../statistics.lambda.ts")).handler, attendanceContract);
  file = callerOf(attendance);
  deps = (await import("../tallies/deps.ts")).makeFollowingDeps();
  await keepRoster(sixthA, (await import("../deps.ts")).makeDeps());
  const years = fc.sample(year, { numRuns: sixthA.pupils.length, seed: 20_261_123 });
  for (const [index, { pupilId, familyName, givenName }] of sixthA.pupils.entries())
    for (const { after, lessons: missed } of years[index] ?? []) {
      const day = addDays("2026-09-01", after);
      const key = { ...school, pupilId };
      const folded = missed.map(({ hour, ...lesson }) => ({
        lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
        start: clock(hour),
        end: clock(hour + 1),
        subject: "Maths",
        decided: "yes",
        announced: false,
        ...lesson,
        ...(lesson.state === "late" && { minutes: 10 }),
      }));
      const named = { familyName, givenName, classId: sixthA.audience.id, className: "6A" };
      await deps.days.keepPresence(key, day, { ...named, lessons: folded } as unknown as KeptPresence, 0);
      const halves = folded.map((lesson) => ({ half: "morning", ...lesson }));
      const told = { ...key, ...named, day, version: 1, familyHoldMinutes: 15, lessons: halves };
      await followPupil(presenceChangedV1.schema.parse(told), deps);
    }
});

describe("the figures of a pupil's year", () => {
  it("are the same in the file, on the register, for the bulletin, and month by month", async () => {
    const book = await deps.tallies.classBook(school, sixthA.audience.id, YEAR.from, YEAR.to);
    const { rows } = classRegister("2026-11", sixthA.pupils, book, usualSettings);
    const pupilIds = sixthA.pupils.map(({ pupilId }) => pupilId);
    const bulletins = await totalAttendance({ ...school, pupilIds, ...YEAR }, deps);
    for (const pupilId of pupilIds) {
      const { body } = await file("readPupilAttendance", cpe, { params: { schoolId: COLLEGE, pupilId } });
      const { justified, unjustified, lateness } = body.count;
      expect(justified + unjustified + lateness).toBeGreaterThan(5);
      const said = { justified, unjustified, lateness };
      const register = rows.find((row) => row.pupilId === pupilId)?.figures;
      expect({ ...register?.halfDays, lateness: register?.lateness }).toEqual(said);
      expect(bulletins.find((one) => one.pupilId === pupilId)).toEqual({ pupilId, ...said, ruleVersion: 0 });
      const months = (await deps.tallies.figuresOf({ ...school, pupilId }))?.months ?? {};
      expect(sumOf(Object.values(months))).toMatchObject(said);
    }
  });

  it("add up to the statistics of the school, by whatever they are told apart", async () => {
    const bulletins = await totalAttendance(
      { ...school, pupilIds: sixthA.pupils.map(({ pupilId }) => pupilId), ...YEAR },
      deps,
    );
    const whole = bulletins.reduce((sum, { unjustified }) => sum + unjustified, 0);
    for (const by of ["class", "reason", "month", "weekday", "hour"]) {
      const { status, body } = await ask("readAttendanceStatistics", cpe, {
        params: { schoolId: COLLEGE },
        query: { by, to: "2027-07-31" },
      });
      expect(status).toBe(200);
      expect(body.total).toMatchObject({ unjustified: whole, pupils: 3 });
      expect(body.rows.reduce((sum: number, { unjustified }: { unjustified: number }) => sum + unjustified, 0)).toBe(
        whole,
      );
    }
    expect(readCapacity().rru).toBeLessThanOrEqual(3);
  });

  it("are of the days asked for, and of one school year", async () => {
    const asked = (query: Record<string, string>) =>
      ask("readAttendanceStatistics", cpe, { params: { schoolId: COLLEGE }, query });
    const { body } = await asked({ from: "2026-11-01", to: "2026-11-30", by: "month" });
    expect(body.rows.map(({ key }: { key: string }) => key)).toEqual(["2026-11"]);
    expect((await asked({ from: "2026-11-30", to: "2026-11-01" })).body.errors[0].field).toBe("query.to");
    expect((await asked({ from: "2025-11-30", to: "2026-11-01" })).body.from).toBe("2026-08-01");
    expect((await asked({ classId: "aud_7k2mq4x9d0zzz" })).body.rows).toEqual([]);
  });

  it("leave as a table with its total", async () => {
    const { text } = await ask("exportAttendanceStatistics", cpe, { params: { schoolId: COLLEGE }, query: {} });
    const lines = Buffer.from(text, "base64").toString().trim().split("\r\n");
    expect(lines[0]).toContain("classe;demi-journées justifiées;demi-journées non justifiées;retards");
    expect(lines.map((line) => line.split(";")[0])).toEqual([expect.stringContaining("classe"), "6A", "Ensemble"]);
  });
});
