import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY, onMonday } from "../../test/support/a-class.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { caller } from "../../test/support/request.ts";
import { attendanceContract } from "./contract.ts";
import { keepLessonChange, keepLessons } from "./keep-lessons.ts";
import { keepRoster } from "./keep-roster.ts";
import { attendance } from "./manifest.ts";
import { packRegister } from "./pack.ts";
import { followDays } from "./pupil-day/follow-days.ts";

const teacherId = personIdOf("TEST", "teacher");
const teacher = aPerson("teacher", COLLEGE, teacherId);
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const sixthA = aClass("6A", 35);
const [nina, zoe] = sixthA.pupils;
if (!nina || !zoe) throw new Error("the class has pupils");

const first = aSlot(sixthA.audience, teacherId);
const second = aSlot(sixthA.audience, teacherId, {
  key: "000002",
  start: "09:00",
  subject: { code: "EPS", label: "EPS" },
});
const fresh = (key: string, start: string) => aSlot(sixthA.audience, teacherId, { key, start });
const spare = ["10:10", "11:10", "13:30", "14:30", "15:40"].map((start, index) => fresh(`00001${index}`, start));

let call: ReturnType<typeof caller>;
let deps: Awaited<ReturnType<typeof import("./deps.ts")["makeDeps"]>>;

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T15:00:00Z`) - Date.now());
  const { handler } = await import("./api.lambda.ts");
  const { makeDeps } = await import("./deps.ts");
  call = caller(handler, attendanceContract);
  deps = makeDeps();
  await keepRoster(sixthA, deps);
  await keepLessons(
    {
      schoolId: sixthA.schoolId,
      schoolYear: 2026,
      view: { kind: "audience", id: sixthA.audience.id },
      classes: [sixthA.audience.id],
      days: [{ weekday: 1, version: 1, slots: [first, second, ...spare] as never }],
    },
    deps,
  );
});

const at = (slot: typeof first) => ({ params: { schoolId: COLLEGE, lessonId: onMonday(slot) } });
const absent = (pupil: typeof nina) => ({ pupilId: pupil.pupilId, status: "absent" as const });
/** What the stream tells once a roll was called, sooner or later: the register, and each pupil whom it names. */
const told = async (slot: typeof first, ...pupils: readonly (typeof nina)[]) => {
  const scope = { schoolId: COLLEGE, schoolYear: 2026, day: MONDAY };
  const lessonId = onMonday(slot);
  const sources = await deps.sheets.sheetSources(COLLEGE, lessonId);
  if (sources?.register === undefined) throw new Error("the roll was called");
  const { register, lesson, roster } = sources;
  const item = { ...scope, audienceId: sixthA.audience.id, lessonId, version: register.version };
  const changes = [
    { entity: "register", before: undefined, after: { ...item, register: packRegister(register, lesson, roster) } },
    ...pupils.map(({ pupilId }) => ({ entity: "absence", before: undefined, after: { ...scope, pupilId } })),
  ];
  await followDays(changes, deps);
};

describe("the roll-call sheet of a class of 35", () => {
  it("is one request: two round trips, two read units", async () => {
    const { status, body } = await call("readRollCall", teacher, at(first));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: "to-do",
      version: 0,
      lesson: { start: "08:00", end: "08:55", subject: "Mathématiques" },
    });
    expect(body.pupils).toHaveLength(35);
    expect(body.pupils[0]).toEqual({
      pupilId: expect.any(String),
      familyName: "BEN AMAR",
      givenName: expect.any(String),
      className: "6A",
      photo: null,
      status: "present",
      absentAtPreviousLesson: false,
      elsewhere: null,
      exemption: null,
    });
    const { rru, roundTrips } = readCapacity();
    expect(rru).toBeLessThanOrEqual(2);
    expect(roundTrips).toBeLessThanOrEqual(2);
  });

  it.each([
    ["a colleague who does not give the lesson", aPerson("teacher", COLLEGE, personIdOf("TEST", "other")), 404],
    ["a teacher of the other school", aPerson("teacher", "0990002P", teacherId), 404],
    ["a pupil", aPerson("pupil", COLLEGE, nina.pupilId), 403],
    ["a guardian", aPerson("guardian", COLLEGE, personIdOf("TEST", "mother"), [nina.pupilId]), 403],
    ["a CPE", cpe, 200],
  ])("answers %s", async (_, person, status) => {
    expect((await call("readRollCall", person, at(first))).status).toBe(status);
  });

  it.each([
    "les_7k2mq4x9d0abc3f8z1q_20261123",
    onMonday(first).replace("23", "24"),
    onMonday(first).replace("20261123", "20261129"),
  ])("does not exist for %s", async (lessonId) =>
    expect((await call("readRollCall", teacher, { params: { schoolId: COLLEGE, lessonId } })).status).toBe(404),
  );
});

describe("whoever gives the lesson", () => {
  const coTeacherId = personIdOf("TEST", "co-teacher");
  const substituteId = personIdOf("TEST", "substitute");
  const given = aSlot(sixthA.audience, teacherId, {
    key: "000030",
    start: "12:00",
    teachers: [
      { id: teacherId, name: "Mme BRIAC" },
      { id: coTeacherId, name: "M. SORBIER" },
    ],
  });
  const readBy = async (personId: typeof teacherId) =>
    (await call("readRollCall", aPerson("teacher", COLLEGE, personId), at(given))).status;
  const change = (version: number, teachers?: readonly { id: typeof teacherId; name: string }[]) =>
    keepLessonChange(
      {
        schoolId: sixthA.schoolId,
        schoolYear: 2026,
        lessonId: onMonday(given),
        day: MONDAY,
        version,
        status: "planned",
        audienceIds: [],
        classIds: [],
        teacherIds: [],
        ...(teachers !== undefined && { teachers: [...teachers] }),
      },
      deps,
    );

  beforeAll(async () => {
    const view = { kind: "audience" as const, id: sixthA.audience.id };
    const days = [{ weekday: 1, version: 2, slots: [first, second, ...spare, given] as never }];
    await keepLessons({ schoolId: sixthA.schoolId, schoolYear: 2026, view, classes: [view.id], days }, deps);
  });

  it("may call its roll: a co-teacher as well", async () => {
    expect([await readBy(teacherId), await readBy(coTeacherId), await readBy(substituteId)]).toEqual([200, 200, 404]);
  });

  it("is the replacement that day, and no longer the one who is replaced", async () => {
    await change(1, [{ id: substituteId, name: "Mme ORME" }]);
    expect([await readBy(teacherId), await readBy(substituteId)]).toEqual([404, 200]);
    const by = aPerson("teacher", COLLEGE, substituteId);
    expect((await call("submitRollCall", by, { ...at(given), body: { version: 0, marks: [] } })).status).toBe(200);
  });

  it("is as every week again once the replacement is taken back", async () => {
    await change(2);
    expect([await readBy(teacherId), await readBy(substituteId)]).toEqual([200, 404]);
  });
});

describe("submitting a roll call", () => {
  it("of 35 with two absentees costs at most 10 write units, in one go", async () => {
    const { status, body } = await call("submitRollCall", teacher, {
      ...at(first),
      body: { version: 0, marks: [absent(nina), absent(zoe)] },
    });
    expect({ status, body }).toMatchObject({ status: 200, body: { version: 1, absent: 2, late: 0 } });
    const { wru, roundTrips } = readCapacity();
    expect(wru).toBeLessThanOrEqual(10);
    expect(roundTrips).toBeLessThanOrEqual(3);
  });

  it("says afterwards, on the sheet, who was absent", async () => {
    const { body } = await call("readRollCall", cpe, at(first));
    expect(body).toMatchObject({ state: "done", version: 1 });
    expect(
      body.pupils
        .filter((one: { status: string }) => one.status === "absent")
        .map((one: { pupilId: string }) => one.pupilId)
        .sort(),
    ).toEqual([nina.pupilId, zoe.pupilId].sort());
  });

  it("on a sheet that never was is refused, with the sheet as it is", async () => {
    const { status, body } = await call("submitRollCall", teacher, { ...at(first), body: { version: 7, marks: [] } });
    expect({ status, code: body.code }).toEqual({ status: 409, code: "version-conflict" });
    expect(body.current).toMatchObject({ version: 1, state: "done" });
  });

  it("again with the same key answers the first answer and changes nothing", async () => {
    const [slot] = spare;
    if (!slot) throw new Error("a spare lesson");
    const sending = {
      ...at(slot),
      headers: { "idempotency-key": "tablet-0001-sheet" },
      body: { version: 0, marks: [absent(nina)] },
    };
    const once = await call("submitRollCall", teacher, sending);
    const twice = await call("submitRollCall", teacher, sending);
    expect(twice.body).toEqual(once.body);
    expect(twice.headers).toMatchObject({ "idempotency-replayed": "true" });
    const other = await call("submitRollCall", teacher, { ...sending, body: { version: 0, marks: [] } });
    expect({ status: other.status, code: other.body.code }).toEqual({ status: 422, code: "idempotency-key-reused" });
    expect((await call("readRollCall", teacher, at(slot))).body.version).toBe(1);
  });

  it("from a tablet that was offline keeps its own time, and no time that cannot be", async () => {
    const slot = spare[4] ?? first;
    const sent = (calledAt: string) =>
      call("submitRollCall", teacher, { ...at(slot), body: { version: 0, calledAt, marks: [absent(nina)] } });
    for (const wrong of [`${MONDAY}T06:00:00Z`, `${MONDAY}T16:00:00Z`]) {
      const { status, body } = await sent(wrong);
      expect({ status, field: body.errors[0].field }).toEqual({ status: 400, field: "body.calledAt" });
    }
    expect((await sent(`${MONDAY}T14:41:00Z`)).status).toBe(200);
    const sources = await deps.sheets.sheetSources(COLLEGE, onMonday(slot));
    const [fact] = sources?.register?.facts ?? [];
    expect(fact?.at).toBe(`${MONDAY}T14:41:00.000Z`);
    expect(fact?.receivedAt.slice(0, 14)).toBe(`${MONDAY}T15:`);
  });

  it("from two tablets at once keeps both, and shows where they disagree until school life settles it", async () => {
    const slot = spare[1] ?? first;
    const answers = await Promise.all(
      [[absent(nina)], [absent(zoe)]].map((marks) =>
        call("submitRollCall", teacher, { ...at(slot), body: { version: 0, marks } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ body }) => [body.version, body.conflicts]).sort()).toEqual([
      [1, 0],
      [2, 2],
    ]);
    const sheet = async () => {
      const { body } = await call("readRollCall", teacher, at(slot));
      return Object.fromEntries(
        body.pupils
          .filter((one: { status: string }) => one.status !== "present")
          .map((one: { pupilId: string; status: string }) => [one.pupilId, one.status]),
      );
    };
    expect(await sheet()).toEqual({ [nina.pupilId]: "conflict", [zoe.pupilId]: "conflict" });
    await call("submitRollCall", cpe, {
      ...at(slot),
      body: { version: 2, marks: [absent(nina), { pupilId: zoe.pupilId, status: "present" }] },
    });
    expect(await sheet()).toEqual({ [nina.pupilId]: "absent" });
  });

  it.each([
    [
      "a pupil of another class",
      { version: 0, marks: [{ pupilId: personIdOf("TEST", "stranger"), status: "absent" }] },
      "body.marks.0.pupilId",
    ],
    ["the same pupil twice", { version: 0, marks: [absent(nina), absent(nina)] }, "body.marks.1.pupilId"],
    ["an unknown status", { version: 0, marks: [{ pupilId: nina.pupilId, status: "malade" }] }, "body.marks.0.status"],
    [
      "minutes for an absentee",
      { version: 0, marks: [{ ...absent(nina), minutesLate: 5 }] },
      "body.marks.0.minutesLate",
    ],
    ["a field nobody declared", { version: 0, marks: [], note: "x" }, "body.note"],
    ["no version", { marks: [] }, "body.version"],
  ])("refuses %s, naming the field", async (_, body, field) => {
    const answer = await call("submitRollCall", teacher, { ...at(spare[2] ?? first), body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it("needs a key", async () => {
    const answer = await call("submitRollCall", teacher, {
      ...at(first),
      headers: { "idempotency-key": "" },
      body: { version: 1, marks: [] },
    });
    expect({ status: answer.status, fields: answer.body.errors[0].field }).toEqual({
      status: 400,
      fields: "headers.Idempotency-Key",
    });
  });

  it("is refused for a cancelled lesson", async () => {
    const slot = spare[3] ?? first;
    const change = {
      schoolId: sixthA.schoolId,
      schoolYear: 2026,
      lessonId: onMonday(slot),
      day: MONDAY,
      version: 1,
      status: "cancelled" as const,
      audienceIds: [],
      classIds: [],
      teacherIds: [],
    };
    await keepLessonChange(change, deps);
    const answer = await call("submitRollCall", teacher, { ...at(slot), body: { version: 0, marks: [] } });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 409, code: "lesson-cancelled" });
  });

  it("is refused long before the lesson", async () => {
    const nextWeek = onMonday(first).replace("20261123", "20261130");
    const answer = await call("submitRollCall", teacher, {
      params: { schoolId: COLLEGE, lessonId: nextWeek },
      body: { version: 0, marks: [] },
    });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 422, code: "lesson-not-begun" });
  });
});

describe("the sheet after a lesson that was called", () => {
  it("shows who was absent at the lesson before, for no more", async () => {
    await told(first, nina, zoe);
    const next = await call("readRollCall", teacher, at(second));
    const flagged = next.body.pupils.filter((one: { absentAtPreviousLesson: boolean }) => one.absentAtPreviousLesson);
    expect(flagged.map((one: { pupilId: string }) => one.pupilId).sort()).toEqual([nina.pupilId, zoe.pupilId].sort());
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
  });
});
