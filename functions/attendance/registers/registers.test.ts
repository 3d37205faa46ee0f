import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity } from "@preau/store";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY, onMonday } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { calledBy } from "../board/board-part.ts";
import { keepBoard } from "../board/keep-board.ts";
import { attendanceContract } from "../contract.ts";
import { keepLessonChange, keepLessons } from "../keep-lessons.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { keepSectors } from "../sectors/keep-sectors.ts";
import { keepDayChange, keepPlan } from "./keep-plan.ts";
import { reminderEvents } from "./publish-reminders.ts";

const teacherId = personIdOf("TEST", "teacher");
const teacher = aPerson("teacher", COLLEGE, teacherId);
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const sixthA = aClass("6A", 20);
const sixthB = aClass("6B", 20);
const slotOf = (roster: typeof sixthA, start: string, key: string) => aSlot(roster.audience, teacherId, { start, key });
const [called, missing, gone, begun, later] = [
  slotOf(sixthA, "08:00", "000001"),
  slotOf(sixthB, "08:00", "000002"),
  slotOf(sixthA, "09:00", "000003"),
  slotOf(sixthB, "09:00", "000004"),
  slotOf(sixthA, "16:00", "000005"),
];

let call: ReturnType<typeof caller>;
let rolls: ReturnType<typeof caller>;
let deps: Awaited<ReturnType<typeof import("../deps.ts")["makeDeps"]>>;
const clock = (time: string) => vi.setSystemTime(Date.parse(`${MONDAY}T${time}:00Z`));

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = "0";
  vi.useFakeTimers({ toFake: ["Date"] });
  clock("08:05");
  call = caller((await import("../board-api.lambda.ts")).handler, attendanceContract);
  rolls = caller((await import("../api.lambda.ts")).handler, attendanceContract);
  deps = (await import("../deps.ts")).makeDeps();
  for (const [roster, slots] of [
    [sixthA, [called, gone, later]],
    [sixthB, [missing, begun]],
  ] as const) {
    await keepRoster(roster, deps);
    const view = { kind: "audience" as const, id: roster.audience.id };
    const days = [{ weekday: 1, version: 1, slots: slots as never }];
    const published = { schoolId: roster.schoolId, schoolYear: 2026, view, classes: [view.id], days };
    await keepLessons(published, deps);
    await keepPlan(published, deps);
  }
  const change = {
    schoolId: sixthA.schoolId,
    schoolYear: 2026,
    lessonId: onMonday(gone),
    day: MONDAY,
    version: 1,
    status: "cancelled" as const,
    audienceIds: [],
    classIds: [],
    teacherIds: [],
  };
  await keepLessonChange(change, deps);
  await keepDayChange(change, deps);
  const submitted = { lessonId: onMonday(called), start: "08:00", end: "08:55", subject: "Maths", version: 1 };
  const classes = [{ id: sixthA.audience.id, code: "6A" }];
  const news = {
    called: calledBy({ ...submitted, classes, submittedAt: `${MONDAY}T07:04:10.000Z` } as never),
    pupils: [],
  };
  await keepBoard({ schoolId: COLLEGE, day: MONDAY }, news, deps);
});

afterAll(() => void vi.useRealTimers());

const registers = async (query: Readonly<Record<string, string>> = {}, by = cpe) =>
  (await call("readRegisters", by, { params: { schoolId: COLLEGE }, query })).body;
const statesOf = (body: { items: { lessonId: string; state: string }[] }) =>
  body.items.map(({ lessonId, state }) => [lessonId.slice(17, 23), state]);
const remind = (slot: typeof called, by = cpe) =>
  call("remindTeacher", by, { params: { schoolId: COLLEGE, lessonId: onMonday(slot) } });
const save = (by = teacher, marks: readonly object[] = []) =>
  call("saveDraft", by, { params: { schoolId: COLLEGE, lessonId: onMonday(begun) }, body: { version: 0, marks } });
const sheet = async () =>
  (await rolls("readRollCall", teacher, { params: { schoolId: COLLEGE, lessonId: onMonday(begun) } })).body;

describe("the registers of a day", () => {
  it("are listed by the clock with their teachers, cancelled lessons left out", async () => {
    const body = await registers();
    expect(statesOf(body)).toEqual([
      ["000001", "done"],
      ["000002", "forgotten"],
      ["000004", "to-do"],
      ["000005", "to-do"],
    ]);
    expect(body).toMatchObject({ toDo: 2, inProgress: 0, done: 1, forgotten: 1, closed: null });
    expect(body.items[0]).toMatchObject({
      teachers: [{ id: teacherId, name: "Mme BRIAC" }],
      submittedAt: `${MONDAY}T07:04:00.000Z`,
    });
    expect(readCapacity().rru).toBeLessThanOrEqual(2.5);
  });

  it("can be asked for by state, and by sector", async () => {
    expect(statesOf(await registers({ state: "forgotten" }))).toEqual([["000002", "forgotten"]]);
    const sectors = [{ personId: personIdOf("TEST", "cpe"), audienceIds: [sixthB.audience.id], pupilIds: [] }] as never;
    await keepSectors(
      { schoolId: sixthA.schoolId, schoolYear: 2026, version: 1, everybodySeesAll: true, sectors },
      deps,
    );
    expect(statesOf(await registers({ pupils: "own" })).map(([key]) => key)).toEqual(["000002", "000004"]);
  });

  it("are none on a day when the school is closed", async () => {
    expect(await registers({ day: "2026-11-11" })).toMatchObject({ closed: "Armistice de 1918", items: [] });
  });

  it("are for school life alone", async () => {
    expect((await call("readRegisters", teacher, { params: { schoolId: COLLEGE } })).status).toBe(403);
  });
});

describe("a sheet being filled in", () => {
  const [nina] = sixthB.pupils;

  it("is found again on another device, and is in progress for school life; nobody is absent by it", async () => {
    const marks = [{ pupilId: nina?.pupilId, status: "absent" }];
    expect((await save(teacher, marks)).status).toBe(200);
    expect(readCapacity().wru).toBeLessThanOrEqual(2);
    const body = await sheet();
    expect(body).toMatchObject({ state: "in-progress", version: 0, draft: { marks } });
    expect(body.pupils.every(({ status }: { status: string }) => status === "present")).toBe(true);
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
    expect(statesOf(await registers({ state: "in-progress" }))).toEqual([["000004", "in-progress"]]);
  });

  it("is forgotten like any other once the school's delay is over", async () => {
    clock("08:30");
    expect(statesOf(await registers()).find(([key]) => key === "000004")).toEqual(["000004", "forgotten"]);
    clock("08:05");
  });

  it("is no longer shown once the roll is called", async () => {
    await rolls("submitRollCall", teacher, {
      params: { schoolId: COLLEGE, lessonId: onMonday(begun) },
      body: { version: 0, marks: [] },
    });
    expect(await sheet()).toMatchObject({ state: "done", draft: null });
  });

  it("is nobody else's to save", async () => {
    expect((await save(aPerson("teacher", COLLEGE, personIdOf("TEST", "other")))).status).toBe(404);
  });
});

describe("a reminder", () => {
  it("reaches those who give the lesson, and is kept with the register", async () => {
    const { status, body } = await remind(missing);
    expect({ status, teachers: body.teachers }).toEqual({
      status: 201,
      teachers: [{ id: teacherId, name: "Mme BRIAC" }],
    });
    const { items } = await registers({ state: "forgotten" });
    expect(items[0].remindedAt).toEqual(body.remindedAt);
  });

  it("is not sent twice in ten minutes, and is again after", async () => {
    expect((await remind(missing)).body.code).toBe("just-reminded");
    clock("08:16");
    const { status, body } = await remind(missing);
    expect({ status, times: body.remindedAt?.length }).toEqual({ status: 201, times: 2 });
  });

  it.each([
    ["a roll that is called", begun, "roll-called"],
    ["a cancelled lesson", gone, "lesson-cancelled"],
    ["a lesson to come", later, "lesson-to-come"],
  ])("is refused for %s", async (_, slot, code) => expect((await remind(slot)).body.code).toBe(code));

  it("leaves as an event that names the teachers", () => {
    const after = {
      schoolId: COLLEGE,
      schoolYear: 2026,
      day: MONDAY,
      lessonId: onMonday(missing),
      version: 2,
      start: "08:00",
      subject: "Mathématiques",
      audienceCodes: ["6B"],
      teacherIds: [teacherId],
      reminders: [{ at: `${MONDAY}T07:20:00.000Z` }, { at: `${MONDAY}T07:31:00.000Z` }],
    };
    const [event] = reminderEvents([{ entity: "reminder", before: undefined, after }]);
    expect(event?.payload).toMatchObject({
      version: 2,
      teacherIds: [teacherId],
      remindedAt: `${MONDAY}T07:31:00.000Z`,
    });
  });
});
