import { addDays } from "@preau/calendar";
import { personIdOf } from "@preau/contract/derive-id";
import { openTable, readCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY, onMonday } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { openErasureStore } from "../erasure-store.ts";
import { keepLessons } from "../keep-lessons.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { holdsAt, type KeptExemption, type Recurrence } from "./exemption.ts";

const teacherId = personIdOf("TEST", "teacher");
const teacher = aPerson("teacher", COLLEGE, teacherId);
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const sixthA = aClass("6A", 35);
const [nina, zoe, ilyes] = sixthA.pupils;
if (!nina || !zoe || !ilyes) throw new Error("the class has pupils");
const maths = aSlot(sixthA.audience, teacherId);
const sport = aSlot(sixthA.audience, teacherId, {
  key: "000002",
  start: "09:00",
  subject: { code: "EPS", label: "EPS" },
});

let call: ReturnType<typeof caller>;
let rolls: ReturnType<typeof caller>;
let tableName: string;

beforeAll(async () => {
  tableName = await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T10:00:00Z`) - Date.now());
  call = caller((await import("../exemptions-api.lambda.ts")).handler, attendanceContract);
  rolls = caller((await import("../api.lambda.ts")).handler, attendanceContract);
  const deps = (await import("../deps.ts")).makeDeps();
  await keepRoster(sixthA, deps);
  const view = { kind: "audience" as const, id: sixthA.audience.id };
  const days = [{ weekday: 1, version: 1, slots: [maths, sport] as never }];
  await keepLessons({ schoolId: sixthA.schoolId, schoolYear: 2026, view, classes: [view.id], days }, deps);
});

const params = { schoolId: COLLEGE };
const usual = { classId: sixthA.audience.id, subjectCodes: ["EPS"], from: MONDAY, to: "2026-12-18", reason: "Entorse" };
const grant = (pupil: typeof nina, changes: object = {}, by = cpe) =>
  call("grantExemption", by, { params, body: { ...usual, pupilId: pupil.pupilId, mustAttend: true, ...changes } });
const sheetOf = async (slot: typeof maths) =>
  (await rolls("readRollCall", teacher, { params: { ...params, lessonId: onMonday(slot) } })).body;
const shown = async (pupil: typeof nina, slot: typeof maths) =>
  (await sheetOf(slot)).pupils.find((one: { pupilId: string }) => one.pupilId === pupil.pupilId).exemption;
const list = async (query: Readonly<Record<string, string>> = {}, by = cpe) =>
  (await call("listExemptions", by, { params, query })).body.items;

describe("an exemption", () => {
  it("is shown on the sheets of its subjects, on no other, and costs a sheet nothing", async () => {
    expect((await grant(nina)).status).toBe(201);
    expect(await shown(nina, sport)).toEqual({ reason: "Entorse", mustAttend: true });
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
    expect(await shown(nina, maths)).toBeNull();
  });

  it("is refused for a pupil who is not in the class, and to teachers", async () => {
    const stranger = { ...nina, pupilId: personIdOf("TEST", "stranger") };
    expect((await grant(stranger)).body.code).toBe("pupil-not-in-class");
    expect((await grant(zoe, {}, teacher)).status).toBe(403);
  });

  it("that asks for no presence takes the pupil off the call: marked absent all the same, nobody believes it", async () => {
    await grant(zoe, { mustAttend: false });
    const { body } = await rolls("submitRollCall", teacher, {
      params: { ...params, lessonId: onMonday(sport) },
      body: { version: 0, marks: [nina, zoe].map(({ pupilId }) => ({ pupilId, status: "absent" })) },
    });
    expect(body).toMatchObject({ absent: 1 });
    const { pupils } = await sheetOf(sport);
    expect(pupils.find((one: { pupilId: string }) => one.pupilId === zoe.pupilId).status).toBe("present");
  });

  it("does not prevent from coming late", async () => {
    const { body } = await rolls("submitRollCall", teacher, {
      params: { ...params, lessonId: onMonday(sport) },
      body: { version: 1, marks: [{ pupilId: zoe.pupilId, status: "late", minutesLate: 5 }] },
    });
    expect(body).toMatchObject({ absent: 0, late: 1 });
  });

  it("ends early on the day said, once", async () => {
    const { body } = await grant(ilyes, { from: addDays(MONDAY, -14) });
    const end = (lastDay: string | null, key: string) =>
      call("endExemption", cpe, {
        params: { ...params, exemptionId: body.exemptionId },
        headers: { "idempotency-key": key },
        body: { lastDay },
      });
    expect((await end("2027-01-01", "too-late-1")).body.errors[0].field).toBe("body.lastDay");
    expect((await end(addDays(MONDAY, -1), "yesterday-1")).body).toMatchObject({ to: addDays(MONDAY, -1), version: 2 });
    expect((await end(addDays(MONDAY, -1), "yesterday-1")).body.version).toBe(2);
    expect(await shown(ilyes, sport)).toBeNull();
    expect((await list({ day: MONDAY })).map((one: { pupilId: string }) => one.pupilId)).not.toContain(ilyes.pupilId);
    expect(await list({ pupilId: ilyes.pupilId })).toHaveLength(1);
  });

  it("taken back holds nowhere", async () => {
    const { body } = await grant(ilyes, { subjectCodes: null });
    expect(await shown(ilyes, maths)).not.toBeNull();
    await call("endExemption", cpe, { params: { ...params, exemptionId: body.exemptionId }, body: { lastDay: null } });
    expect(await shown(ilyes, maths)).toBeNull();
  });

  it("is on a list that can be kept", async () => {
    const { text, headers } = await call("exportExemptions", cpe, { params });
    expect(headers["content-type"]).toContain("text/csv");
    expect(text).toContain(
      `6A;${nina.familyName};${nina.givenName};EPS;${MONDAY};2026-12-18;tous les cours;oui;Entorse;`,
    );
  });

  it("leaves the list with a pupil who is erased", async () => {
    const scope = { schoolId: COLLEGE, schoolYear: 2026 };
    await openErasureStore(openTable(tableName)).eraseListedExemptions(scope, nina.pupilId);
    expect(await list({ pupilId: nina.pupilId })).toEqual([]);
  });
});

describe("a recurring exemption", () => {
  const at = (day: string, start = "09:00", end = "09:55") => ({
    day,
    start,
    end,
    subject: { code: "EPS", label: "EPS" },
  });
  const recurring = (recurrence: Recurrence): KeptExemption => ({
    ...usual,
    exemptionId: "exe_7k2mq4x9d0abc",
    pupilId: nina.pupilId,
    mustAttend: false,
    withdrawn: false,
    recurrence,
  });
  const fortnightly = recurring({ weekdays: [1, 4], start: "09:30", end: "11:00", everyWeeks: 2 });

  it.each([
    ["on its weekday", MONDAY, "09:00", "09:55", true],
    ["on another weekday", addDays(MONDAY, 1), "09:00", "09:55", false],
    ["on its other weekday of the same week", addDays(MONDAY, 3), "10:10", "11:05", true],
    ["the week after", addDays(MONDAY, 7), "09:00", "09:55", false],
    ["two weeks after", addDays(MONDAY, 14), "09:00", "09:55", true],
    ["before its hour", MONDAY, "08:30", "09:30", false],
    ["after its hour", MONDAY, "11:00", "11:55", false],
    ["after its last day", addDays(MONDAY, 28), "09:00", "09:55", false],
  ])("%s: %s from %s to %s is %s", (_, day, start, end, held) => {
    expect(holdsAt(fortnightly, at(day, start, end))).toBe(held);
  });
});
