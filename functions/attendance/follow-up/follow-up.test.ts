import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepLessons } from "../keep-lessons.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import type { KeptPresence } from "../pupil-day/day-store.ts";

const sixthA = aClass("6A", 4);
const [nina, zoe] = sixthA.pupils;
if (!nina || !zoe) throw new Error("the class has pupils");
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const desk = aPerson("supervisor", COLLEGE, personIdOf("TEST", "desk"));
const head = aPerson("head", COLLEGE, personIdOf("TEST", "head"));
const mother = aPerson("guardian", COLLEGE, nina.guardianIds[0] ?? "", [nina.pupilId]);
const params = { schoolId: COLLEGE, pupilId: nina.pupilId };
const key = { schoolId: COLLEGE, schoolYear: 2026, pupilId: nina.pupilId };

let ask: ReturnType<typeof caller>;
let deps: ReturnType<typeof import("./deps.ts")["makeFollowUpDeps"]>;

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T07:10:00Z`) - Date.now());
  ask = caller((await import("../follow-up.lambda.ts")).handler, attendanceContract);
  deps = (await import("./deps.ts")).makeFollowUpDeps();
  const all = (await import("../deps.ts")).makeDeps();
  await keepRoster(sixthA, all);
  const slots = ["08:00", "14:00"].map((start, index) =>
    aSlot(sixthA.audience, personIdOf("TEST", "teacher"), { start, key: `00000${index}` }),
  );
  const tuesday = [aSlot(sixthA.audience, personIdOf("TEST", "teacher"), { weekday: 2, key: "000009" })];
  const view = { kind: "audience" as const, id: sixthA.audience.id };
  const days = [
    { weekday: 1, version: 1, slots: slots as never },
    { weekday: 2, version: 1, slots: tuesday as never },
  ];
  await keepLessons({ schoolId: sixthA.schoolId, schoolYear: 2026, view, classes: [view.id], days }, all);
});

const lesson = (start: string, more: object = {}) => ({
  lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
  start,
  end: `${start.slice(0, 2)}:55`,
  subject: "Mathématiques",
  state: "absent",
  decided: "no",
  justified: false,
  counts: true,
  announced: false,
  ...more,
});
const fold = (day: string, ...lessons: readonly object[]) =>
  deps.days.keepPresence(
    key,
    day,
    {
      familyName: nina.familyName,
      givenName: nina.givenName,
      classId: sixthA.audience.id,
      className: "6A",
      lessons,
    } as unknown as KeptPresence,
    0,
  );

describe("the notes of school life", () => {
  const note = (body: object, who = cpe) =>
    ask("addFollowUp", who, { params, body: { typeId: "call-made", on: MONDAY, ...body } });
  const listed = async (query = {}) => (await ask("listFollowUps", cpe, { params, query })).body.items;

  it("say what was done, by whom, about which days, the latest first", async () => {
    await note({ typeId: "proof", on: "2026-11-20", days: ["2026-11-19"] }, desk);
    const { status, body } = await note({ time: "08:05", comment: "La mère rappelle ce soir.", days: [MONDAY] });
    expect({ status, body }).toMatchObject({ status: 201, body: { label: "Appel à la famille", byRole: "cpe" } });
    expect((await listed()).map(({ label, byRole }: Record<string, string>) => [label, byRole])).toEqual([
      ["Appel à la famille", "cpe"],
      ["Justificatif reçu", "supervisor"],
    ]);
    expect(readCapacity().rru).toBeLessThanOrEqual(0.5);
  });

  it("are never taken ahead, nor of a kind the school does not have, nor of somebody it does not know", async () => {
    expect((await note({ on: "2026-11-24" })).body.errors[0].field).toBe("body.on");
    expect((await note({ typeId: "telegram" })).body.code).toBe("unknown-follow-up-type");
    const stranger = { ...params, pupilId: personIdOf("TEST", "stranger") };
    const answer = await ask("addFollowUp", cpe, { params: stranger, body: { typeId: "sms", on: MONDAY } });
    expect(answer.status).toBe(404);
  });

  it("are struck out by their author or the head, once, and stay readable", async () => {
    const { body } = await note({ comment: "Sur le mauvais élève." });
    const strike = (who: typeof cpe) =>
      ask("strikeFollowUp", who, {
        params: { ...params, followUpId: body.followUpId },
        body: { on: MONDAY, why: "Mauvais élève." },
      });
    expect((await strike(desk)).body.code).toBe("not-the-author");
    expect((await strike(head)).body.struck).toMatchObject({ why: "Mauvais élève." });
    expect((await strike(cpe)).body.code).toBe("already-struck");
    const [first] = (await listed()).filter(({ struck }: { struck: unknown }) => struck !== null);
    expect(first).toMatchObject({ comment: "Sur le mauvais élève." });
  });

  it("are of the kinds the school has decided; those already written keep their words", async () => {
    const types = [{ typeId: "call-made", label: "Coup de fil", short: "Tél" }];
    const school = { params: { schoolId: COLLEGE } };
    expect((await ask("setFollowUpTypes", cpe, { ...school, body: { version: 0, types } })).status).toBe(200);
    expect((await ask("setFollowUpTypes", cpe, { ...school, body: { version: 0, types } })).status).toBe(409);
    expect((await note({})).body.label).toBe("Coup de fil");
    expect((await listed()).map(({ label }: { label: string }) => label)).toContain("Appel à la famille");
  });

  it("are of one school year: the year before has its own", async () => {
    expect(await listed({ schoolYear: "2025" })).toEqual([]);
  });
});

describe("a month of a pupil", () => {
  const month = async (who = cpe, query = {}) => {
    const { status, body } = await ask("readAttendanceCalendar", who, { params, query });
    expect(status).toBe(200);
    return new Map<string, [string, string]>(
      body.days.map(({ day, morning, afternoon }: Record<string, string>) => [day, [morning, afternoon]]),
    );
  };

  beforeAll(async () => {
    await fold("2026-11-02", lesson("08:00"), lesson("14:00", { justified: true }));
    await fold("2026-11-09", lesson("08:00", { state: "late", minutes: 5 }), lesson("14:00", { state: "elsewhere" }));
    await fold("2026-11-16", lesson("08:00", { state: "conflict" }));
    await fold(MONDAY, lesson("08:00"));
  });

  it("tells each half-day: absent, justified, late, elsewhere, to settle, nothing noted, no lesson, closed, to come", async () => {
    const days = await month();
    expect(days.get("2026-11-02")).toEqual(["absent-unjustified", "absent-justified"]);
    expect(days.get("2026-11-09")).toEqual(["late", "other"]);
    expect(days.get("2026-11-16")).toEqual(["conflict", "nothing-noted"]);
    expect(days.get("2026-11-03")).toEqual(["nothing-noted", "no-course"]);
    expect(days.get("2026-11-11")).toEqual(["closed", "closed"]);
    expect(days.get("2026-11-30")).toEqual(["to-come", "to-come"]);
    expect(days.size).toBe(30);
    expect(readCapacity().rru).toBeLessThanOrEqual(3);
  });

  it("hides from the family what is not settled, and what the school still keeps to itself", async () => {
    const days = await month(mother);
    expect(days.get("2026-11-02")).toEqual(["absent-unjustified", "absent-justified"]);
    expect(days.get("2026-11-16")).toEqual(["nothing-noted", "nothing-noted"]);
    expect(days.get(MONDAY)?.[0]).toBe("nothing-noted");
  });

  it("is nobody else's", async () => {
    const other = aPerson("guardian", COLLEGE, zoe.guardianIds[0] ?? "", [zoe.pupilId]);
    expect((await ask("readAttendanceCalendar", other, { params })).status).toBe(404);
  });
});

describe("the years of a pupil in the school", () => {
  it("are figures, the latest first, each by the rule it was counted by", async () => {
    const counted = (ruleVersion: number, unjustified: number) => ({
      ruleVersion,
      justified: 0,
      unjustified,
      lateness: 1,
      halfDays: { justified: 0, unjustified },
    });
    const keep = (schoolYear: number, className: string, months: object) =>
      deps.tallies.keepFigures({ ...key, schoolYear }, { version: 1, className, months: months as never });
    await keep(2026, "6A", { "2026-10": counted(2, 3), "2026-11": counted(2, 1) });
    await keep(2025, "CM2", { "2025-11": counted(1, 5) });
    const { body } = await ask("readPupilYears", cpe, { params });
    expect(body.years).toMatchObject([
      { schoolYear: 2026, className: "6A", unjustified: 4, lateness: 2, ruleVersion: 2, months: [{}, {}] },
      { schoolYear: 2025, className: "CM2", unjustified: 5, ruleVersion: 1 },
    ]);
    const stranger = { ...params, pupilId: personIdOf("TEST", "stranger") };
    expect((await ask("readPupilYears", cpe, { params: stranger })).status).toBe(404);
  });
});
