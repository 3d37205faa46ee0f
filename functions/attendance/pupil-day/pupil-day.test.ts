import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY, onMonday } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { callerOf } from "../../../test/support/handlers.ts";
import { aPerson } from "../../../test/support/people.ts";
import type { caller } from "../../../test/support/request.ts";
import { keepLessonChange, keepLessons } from "../keep-lessons.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { confirmPresence } from "./confirm-presence.ts";
import { followDays } from "./follow-days.ts";
import { presenceEvents } from "./publish-presences.ts";

const teacherId = personIdOf("TEST", "teacher");
const teacher = aPerson("teacher", COLLEGE, teacherId);
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const head = aPerson("head", COLLEGE, personIdOf("TEST", "head"));
const desk = aPerson("supervisor", COLLEGE, personIdOf("TEST", "desk"));
const sixthA = aClass("6A", 35);
const [nina, zoe, ilyes] = sixthA.pupils;
if (!nina || !zoe || !ilyes) throw new Error("the class has pupils");
const mother = aPerson("guardian", COLLEGE, nina.guardianIds[0] ?? "", [nina.pupilId]);
const formerGuardian = aPerson("guardian", COLLEGE, personIdOf("TEST", "former"));
const slots = ["08:00", "09:00", "10:10", "11:10", "13:30", "14:30"].map((start, index) =>
  aSlot(sixthA.audience, teacherId, { start, key: `00000${index}` }),
);
const [eight, nine, ten, eleven, half, last] = slots;
if (!eight || !nine || !ten || !eleven || !half || !last) throw new Error("six lessons");

let call: ReturnType<typeof caller>;
let deps: Awaited<ReturnType<typeof import("../deps.ts")["makeDeps"]>>;

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T16:30:00Z`) - Date.now());
  const { makeDeps } = await import("../deps.ts");
  call = callerOf(attendance);
  deps = makeDeps();
  await keepRoster(sixthA, deps);
  const view = { kind: "audience" as const, id: sixthA.audience.id };
  const days = [{ weekday: 1, version: 1, slots: slots as never }];
  await keepLessons({ schoolId: sixthA.schoolId, schoolYear: 2026, view, classes: [view.id], days }, deps);
});

const scope = { schoolId: COLLEGE, schoolYear: 2026, day: MONDAY };
/** What the stream tells of a pupil's day, sooner or later, and more than once. */
const told = (...pupils: readonly (typeof nina)[]) =>
  followDays(
    [...pupils, ...pupils].map(({ pupilId }) => ({
      entity: "absence",
      before: undefined,
      after: { ...scope, pupilId },
    })),
    deps,
  );
const roll = async (slot: typeof eight, marks: readonly object[], version = 0) => {
  const lessonId = onMonday(slot);
  const { status } = await call("submitRollCall", teacher, {
    params: { schoolId: COLLEGE, lessonId },
    body: { version, marks },
  });
  expect(status).toBe(200);
};
const absent = ({ pupilId }: typeof nina) => ({ pupilId, status: "absent" });
const record = (pupil: typeof nina, body: object, by = desk) =>
  call("recordPresence", by, {
    params: { schoolId: COLLEGE, pupilId: pupil.pupilId },
    body: { day: MONDAY, place: "desk", ...body },
  });
const file = async (pupil: typeof nina, by = cpe, query = {}) =>
  call("readPupilAttendance", by, { params: { schoolId: COLLEGE, pupilId: pupil.pupilId }, query });
const states = (body: { days: { lessons: { start: string; state: string; minutes?: number }[] }[] }) =>
  body.days.flatMap(({ lessons }) => lessons.map(({ start, state, minutes }) => [start, state, minutes ?? 0]));
const event = async (pupil: typeof nina) => {
  const kept = await deps.days.presenceOn({ ...scope, pupilId: pupil.pupilId }, MONDAY);
  const readPresence = () => kept as ReturnType<typeof deps.days.readPresence>;
  const changes = [{ entity: "presence", before: undefined, after: {} }];
  const [first] = await presenceEvents({ readPresence }, deps.settings)(changes);
  return first?.payload as { version: number; lessons: readonly { state: string }[] };
};

describe("a pupil's day", () => {
  it("joins the roll call and the desk: missed at eight, arrived at twenty past", async () => {
    await roll(eight, [absent(nina), absent(zoe)]);
    await record(nina, { kind: "arrived", from: "08:20" });
    await told(nina, zoe);
    expect(states((await file(nina)).body)).toEqual([["08:00", "late", 20]]);
    expect(states((await file(zoe)).body)).toEqual([["08:00", "absent", 0]]);
  });

  it("is told once for each thing that changes it, whatever the stream repeats", async () => {
    const { version } = await event(nina);
    await told(nina, nina);
    expect((await event(nina)).version).toBe(version);
    expect(version).toBe(1);
  });

  it("shows a contradiction to school life with all that was said, hides it from the family, and counts it for nobody", async () => {
    await roll(nine, [absent(ilyes)]);
    await record(ilyes, { kind: "arrived", from: "07:50", place: "gate" });
    await told(ilyes);
    const day = await call("readPupilDay", cpe, { params: { schoolId: COLLEGE, pupilId: ilyes.pupilId, day: MONDAY } });
    const { lessons, facts } = day.body;
    expect(lessons.find(({ state }: { state: string }) => state === "conflict")).toMatchObject({ start: "09:00" });
    expect(facts).toMatchObject([{ kind: "arrived", from: "07:50", place: "gate", byRole: "supervisor" }]);
    const ilyesMother = aPerson("guardian", COLLEGE, ilyes.guardianIds[0] ?? "", [ilyes.pupilId]);
    expect((await file(ilyes, ilyesMother)).body).toMatchObject({ days: [], count: { unjustified: 0 } });
    expect((await file(ilyes)).body.count).toMatchObject({ unjustified: 0 });
    expect((await event(ilyes)).lessons).toMatchObject([{ state: "conflict" }]);
  });

  it("is settled by whoever names what was said", async () => {
    const day = await call("readPupilDay", cpe, { params: { schoolId: COLLEGE, pupilId: ilyes.pupilId, day: MONDAY } });
    const { rollCall } = day.body.lessons.find(({ start }: { start: string }) => start === "09:00");
    const settled = { kind: "absent", from: "09:00", to: "09:55", place: "office" };
    await record(ilyes, { ...settled, replaces: [day.body.facts[0].factId, rollCall] }, cpe);
    await told(ilyes);
    expect(states((await file(ilyes)).body)).toEqual([["09:00", "absent", 0]]);
  });

  it("is confirmed as it stands, before the stream has told anybody, with its half of the day and the school's hold", async () => {
    const tom = sixthA.pupils[7];
    if (!tom) throw new Error("the class has pupils");
    const key = { ...scope, pupilId: tom.pupilId };
    expect(await confirmPresence(key, deps)).toMatchObject({ version: 0, lessons: [], familyHoldMinutes: 15 });
    await record(tom, { kind: "absent", from: "13:30", to: "14:25", place: "office" });
    resetCapacity();
    const confirmed = await confirmPresence(key, deps);
    expect(readCapacity().rru).toBeLessThanOrEqual(10.5);
    resetCapacity();
    expect(await confirmPresence(key, deps)).toEqual(confirmed);
    expect(readCapacity().rru).toBeLessThanOrEqual(5.5);
    expect(confirmed).toMatchObject({ version: 1, classId: sixthA.audience.id, givenName: tom.givenName });
    expect(confirmed?.lessons).toMatchObject([{ start: "13:30", half: "afternoon", state: "absent" }]);
    expect(await confirmPresence({ ...key, pupilId: personIdOf("TEST", "stranger") }, deps)).toBeNull();
  });

  it("forgets the absences of a lesson that turns out to be cancelled, and remembers them if it is not", async () => {
    await roll(ten, [absent(zoe)]);
    await told(zoe);
    const change = {
      ...scope,
      lessonId: onMonday(ten),
      audienceIds: [],
      classIds: [],
      teacherIds: [],
      schoolId: sixthA.schoolId,
    };
    const follow = () =>
      followDays([{ entity: "change", before: undefined, after: { ...scope, lessonId: onMonday(ten) } }], deps);
    await keepLessonChange({ ...change, status: "cancelled", version: 1 }, deps);
    await follow();
    expect(states((await file(zoe)).body)).toEqual([["08:00", "absent", 0]]);
    await keepLessonChange({ ...change, status: "planned", version: 2 }, deps);
    await follow();
    expect(states((await file(zoe)).body)).toHaveLength(2);
  });

  it.each([
    ["an end for an arrival", { kind: "arrived", from: "08:00", to: "09:00" }, "body.to"],
    ["no end for an interval", { kind: "elsewhere", from: "08:00" }, "body.to"],
    ["a time yet to come", { kind: "arrived", from: "18:50" }, "body.from"],
    [
      "a word for what it settles",
      { kind: "present", from: "08:00", to: "09:00", replaces: ["tout"] },
      "body.replaces.0",
    ],
  ])("refuses %s", async (_, body, field) => {
    const answer = await record(nina, body);
    expect({ status: answer.status, field: answer.body.errors[0].field }).toEqual({ status: 400, field });
  });

  it("does not exist for a pupil of no class", async () => {
    const stranger = { ...nina, pupilId: personIdOf("TEST", "stranger") };
    expect((await record(stranger, { kind: "arrived", from: "08:00" })).status).toBe(404);
    expect((await file(stranger)).status).toBe(404);
  });
});

describe("what school life makes of it", () => {
  const treat = (body: object, by = cpe) =>
    call("treatAbsences", by, {
      params: { schoolId: COLLEGE },
      body: {
        pupilIds: [zoe.pupilId],
        from: { day: MONDAY, time: "08:00" },
        to: { day: MONDAY, time: "12:00" },
        reasonId: "illness",
        ...body,
      },
    });

  it("is a reason that justifies the half-day without changing what was seen", async () => {
    const { status, body } = await treat({});
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { reason: "Maladie de l’élève", justified: true, days: 1 },
    });
    await told(zoe);
    const { count, days } = (await file(zoe)).body;
    expect(count).toMatchObject({ justified: 1, unjustified: 0 });
    expect(days[0].lessons[0]).toMatchObject({ state: "absent", decided: "yes", justified: true });
    expect(days[0].lessons[0].reason).toBe("Maladie de l’élève");
  });

  it("is disputed when two of them differ, and one after the other when the second says so", async () => {
    const second = await treat({ justified: false });
    await told(zoe);
    expect((await file(zoe)).body.days[0].lessons[0]).toMatchObject({ decided: "disputed", justified: false });
    const day = await call("readPupilDay", cpe, { params: { schoolId: COLLEGE, pupilId: zoe.pupilId, day: MONDAY } });
    const all = day.body.treatments.map(({ treatmentId }: { treatmentId: string }) => treatmentId);
    expect(all).toContain(second.body.treatmentId);
    await treat({ justified: true, replaces: all });
    await told(zoe);
    expect((await file(zoe)).body.days[0].lessons[0]).toMatchObject({ decided: "yes", justified: true });
  });

  it.each([
    ["a reason the school does not know", { reasonId: "holidays" }, "unknown-reason"],
    ["more than one go can hold", { to: { day: "2027-06-30", time: "18:00" } }, "too-many-days"],
    ["a pupil of another school", { pupilIds: [zoe.pupilId, personIdOf("TEST", "stranger")] }, "not-found"],
    ["an end before the beginning", { to: { day: MONDAY, time: "07:00" } }, "invalid-request"],
  ])("is refused for %s, whole", async (_, body, code) => expect((await treat(body)).body.code).toBe(code));

  it("is not for supervisors or teachers", async () => {
    expect([(await treat({}, desk)).status, (await treat({}, teacher)).status]).toEqual([403, 403]);
  });
});

describe("what the family says", () => {
  const state = (by: typeof mother, body: object = {}) =>
    call("stateAbsence", by, {
      params: { schoolId: COLLEGE, pupilId: nina.pupilId },
      body: {
        from: { day: MONDAY, time: "08:00" },
        to: { day: "2026-11-30", time: "12:00" },
        text: "Nina a de la fièvre.",
        ...body,
      },
    });

  it("explains an absence on each open day, to school life alone, and makes nobody absent", async () => {
    const { status, body } = await state(mother);
    expect({ status, days: body.days }).toEqual({ status: 201, days: 7 });
    await told(nina);
    expect((await file(nina)).body.days[0].lessons[0]).toMatchObject({ state: "late", announced: true });
    expect((await file(nina)).body.days).toHaveLength(1);
    const day = await call("readPupilDay", cpe, { params: { schoolId: COLLEGE, pupilId: nina.pupilId, day: MONDAY } });
    expect(day.body.statements).toMatchObject([{ from: "08:00", to: "23:59", text: "Nina a de la fièvre." }]);
  });

  it.each([
    ["another mother", aPerson("guardian", COLLEGE, zoe.guardianIds[0] ?? "", [zoe.pupilId]), {}, "not-found"],
    ["somebody whose right ended", formerGuardian, {}, "not-found"],
    ["a CPE", cpe, {}, "forbidden"],
    ["an end before its beginning", mother, { to: { day: MONDAY, time: "07:00" } }, "invalid-request"],
    ["more than a term", mother, { to: { day: "2027-06-30", time: "07:00" } }, "too-many-days"],
    ["nothing", mother, { text: " " }, "invalid-request"],
  ])("is refused from %s", async (_, by, body, code) => expect((await state(by, body)).body.code).toBe(code));
});

describe("the pupil's file", () => {
  it("costs a read unit or so for a month", async () => {
    resetCapacity();
    const query = { from: "2026-11-01", to: "2026-11-30" };
    expect((await file(zoe, cpe, query)).status).toBe(200);
    const { rru, roundTrips } = readCapacity();
    expect(rru).toBeLessThanOrEqual(2);
    expect(roundTrips).toBe(1);
  });

  it("is the family's too, under the same count, once the time to correct is over", async () => {
    const [school, family] = [(await file(nina)).body, (await file(nina, mother)).body];
    expect(family).toEqual(school);
    await roll(last, [absent(nina)]);
    await told(nina);
    const settings = { ...(await call("readAttendanceSettings", head, { params: { schoolId: COLLEGE } })).body };
    const { schoolId: _id, setAt: _at, ...decided } = settings;
    const body = { ...decided, familyHoldMinutes: 240 };
    expect((await call("setAttendanceSettings", head, { params: { schoolId: COLLEGE }, body })).status).toBe(200);
    expect(states((await file(nina, mother)).body)).toEqual([["08:00", "late", 20]]);
    expect(states((await file(nina)).body)).toHaveLength(2);
  });

  it.each([
    ["the mother of another pupil", aPerson("guardian", COLLEGE, zoe.guardianIds[0] ?? "", [zoe.pupilId]), 404],
    ["a guardian whose right ended", formerGuardian, 404],
    ["a pupil of the same class", aPerson("pupil", COLLEGE, zoe.pupilId), 404],
    ["a CPE of the neighbouring school", aPerson("cpe", "0990002P", personIdOf("TEST", "cpe")), 404],
    ["a teacher", teacher, 403],
    ["the pupil", aPerson("pupil", COLLEGE, nina.pupilId), 200],
    ["the office", aPerson("office", COLLEGE, personIdOf("TEST", "office")), 200],
  ])("answers %s", async (_, by, status) => {
    expect((await file(nina, by)).status).toBe(status);
    const csv = await call("exportPupilAttendance", by, { params: { schoolId: COLLEGE, pupilId: nina.pupilId } });
    expect(csv.status).toBe(status);
  });

  it("can be kept as a table", async () => {
    const { text, headers } = await call("exportPupilAttendance", cpe, {
      params: { schoolId: COLLEGE, pupilId: nina.pupilId },
    });
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(text.split("\n").slice(0, 2)).toEqual([
      "\uFEFFjour;début;fin;matière;état;minutes;motif;justifié;compte au bulletin",
      `${MONDAY};08:00;08:55;Mathématiques;en retard;20;;non;oui`,
    ]);
  });
});

describe("how a school counts", () => {
  const settings = async () => (await call("readAttendanceSettings", cpe, { params: { schoolId: COLLEGE } })).body;

  it("begins with the reasons of the law and the legal unit", async () => {
    const { counting, reasons } = await settings();
    expect(counting).toEqual({ boundary: "12:00", unit: "half-day" });
    expect(reasons.filter(({ legitimate }: { legitimate: boolean }) => legitimate)).toHaveLength(5);
  });

  it("shows what a change would do before it is applied, and then says by which version it counted", async () => {
    await roll(half, [absent(ilyes)]);
    await told(ilyes);
    const preview = await call("previewCounting", head, {
      params: { schoolId: COLLEGE },
      body: { classId: sixthA.audience.id, from: MONDAY, to: MONDAY, counting: { boundary: "12:00", unit: "day" } },
    });
    expect(preview.body.differences).toEqual([
      {
        schoolId: COLLEGE,
        pupilId: ilyes.pupilId,
        before: { justified: 0, unjustified: 2, lateness: 0 },
        after: { justified: 0, unjustified: 1, lateness: 0 },
      },
    ]);
    expect((await file(ilyes)).body.count).toMatchObject({ unjustified: 2, unit: "half-day" });
    const { schoolId: _id, setAt: _at, ...decided } = await settings();
    const body = { ...decided, counting: { boundary: "12:00", unit: "day" } };
    await call("setAttendanceSettings", head, { params: { schoolId: COLLEGE }, body });
    const { count } = (await file(ilyes)).body;
    expect(count).toMatchObject({ unjustified: 1, unit: "day", ruleVersion: decided.version + 1 });
  });

  it("is decided over what was on screen: a second decision gets the first one to look at", async () => {
    const { schoolId: _id, setAt: _at, ...decided } = await settings();
    const body = { ...decided, version: decided.version - 1 };
    const answer = await call("setAttendanceSettings", head, { params: { schoolId: COLLEGE }, body });
    expect({ status: answer.status, version: answer.body.current.version }).toEqual({
      status: 409,
      version: decided.version,
    });
  });

  it("may end the time in which teachers correct, never that of school life", async () => {
    const { schoolId: _id, setAt: _at, ...decided } = await settings();
    await call("setAttendanceSettings", head, {
      params: { schoolId: COLLEGE },
      body: { ...decided, correctionDays: 0 },
    });
    const lessonId = onMonday(eleven).replace("20261123", "20261116");
    const submit = (by: typeof teacher) =>
      call("submitRollCall", by, { params: { schoolId: COLLEGE, lessonId }, body: { version: 0, marks: [] } });
    expect((await submit(teacher)).body.code).toBe("correction-over");
    expect((await submit(cpe)).status).toBe(200);
  });
});
