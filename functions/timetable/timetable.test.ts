import type { LessonId, PersonId, SchoolId } from "@preau/contract";
import { audienceIdOf, roomIdOf } from "@preau/contract/derive-id";
import { type ExpCoursLesson, writeExpCours } from "@preau/formats";
import { readCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { caller } from "../../test/support/request.ts";
import { timetableContract } from "./contract.ts";
import { timetable } from "./manifest.ts";

const schoolId = "0990001N" as SchoolId;
const CLASS = audienceIdOf(schoolId, "6A");
const NINA = "per_7k2mq4x9d0abc" as PersonId;
const BRIAC = "per_0000000briac0" as PersonId;
const office = aPerson("office", schoolId, "per_0000000office");
const teacher = aPerson("teacher", schoolId, BRIAC);

const lesson = (number: string, start: string, room: string): ExpCoursLesson => ({
  number,
  subjectCode: "MATHS",
  subjectLabel: "Mathématiques",
  teachers: [{ familyName: "BRIAC", givenName: "Solène" }],
  audiences: ["6A"],
  room,
  frequency: "H",
  alternation: "H",
  modality: "CG",
  weekday: 1,
  start,
  minutes: 55,
  coTaught: false,
  headcount: 26,
});

let ask: ReturnType<typeof caller>;
let send: ReturnType<typeof caller>;

const deliver = async (file: string, name: string, detail: unknown) => {
  const { handler } = await import(file);
  const body = JSON.stringify({ "detail-type": name, detail });
  expect(await handler({ Records: [{ messageId: "1", body }] })).toEqual({ batchItemFailures: [] });
};

const verbsUsed = () => {
  const { TransactWriteItems, ...verbs } = readCapacity().commands;
  return [...Object.keys(verbs), ...(TransactWriteItems ? ["PutItem"] : [])];
};

beforeAll(async () => {
  // Read once, when the functions below are first loaded.
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse("2026-11-23T06:55:00Z") - Date.now());
  await freshTable(timetable);
  const roster = rosterChangedV1.example;
  const people = peopleChangedV1.example;
  const audience = { ...roster.audience, id: CLASS };
  const classes = [{ id: CLASS, code: "6A" }];
  await deliver("./on-roster-changed.lambda.ts", rosterChangedV1.name, { ...roster, audience, classes });
  const [briac] = people.people;
  await deliver("./on-people-changed.lambda.ts", peopleChangedV1.name, {
    ...people,
    people: [{ ...briac, personId: BRIAC }],
  });
  ask = caller((await import("./api.lambda.ts")).handler, timetableContract);
  send = caller((await import("./import-timetable.lambda.ts")).handler, timetableContract);
  const xml = [...writeExpCours([lesson("1", "08:00", "B12"), lesson("2", "09:00", "C3")])].join("");
  const report = await send("importTimetable", office, { params: { schoolId }, body: { format: "exp-cours", xml } });
  expect(report).toMatchObject({ status: 200, body: { slots: { imported: 2 }, teachers: 1, issues: { total: 0 } } });
  for (const verb of verbsUsed()) expect(timetable.functions.importTimetable?.table).toContain(verb);
});

const mondayOf = async (who: typeof office, query: Readonly<Record<string, string>> = {}) => {
  const { body } = await ask("readLessons", who, { params: { schoolId }, query });
  for (const verb of verbsUsed()) expect(timetable.functions.api?.table).toContain(verb);
  return body.items as {
    lessonId: LessonId;
    start: string;
    status: string;
    room: { label: string };
    version: number;
  }[];
};

describe("a Monday, from the imported file to the last change", () => {
  it("is the same for the teacher, the class, the pupil and the parent", async () => {
    const guardian = aPerson("guardian", schoolId, "per_0k2mq4x9d0abd", [NINA]);
    const lessons = await mondayOf(teacher);
    expect(lessons.map(({ start }) => start)).toEqual(["08:00", "09:00"]);
    expect(await mondayOf(office, { audienceId: CLASS })).toEqual(lessons);
    expect(await mondayOf(aPerson("pupil", schoolId, NINA))).toEqual(lessons);
    expect(await mondayOf(guardian)).toEqual(lessons);
  });

  it("shows a cancelled lesson to all, once, even when the office's request is sent twice", async () => {
    const [first] = await mondayOf(teacher);
    const request = {
      params: { schoolId, lessonId: first?.lessonId ?? "" },
      body: { status: "cancelled", label: "Professeur absent", version: 0 },
      headers: { "idempotency-key": "cancel-monday-8" },
    };
    const sent = await ask("changeLesson", office, request);
    for (const verb of verbsUsed()) expect(timetable.functions.api?.table).toContain(verb);
    const replayed = await ask("changeLesson", office, request);
    expect(sent).toMatchObject({ status: 200, body: { status: "cancelled", version: 1 } });
    expect([replayed.status, replayed.body]).toEqual([200, sent.body]);
    expect((await mondayOf(aPerson("pupil", schoolId, NINA)))[0]).toMatchObject({ status: "cancelled", version: 1 });
    const late = await ask("changeLesson", office, { ...request, headers: { "idempotency-key": "another-office" } });
    expect(late).toMatchObject({ status: 409, body: { code: "version-conflict", current: { version: 1 } } });
  });

  it("moves a lesson from one room's occupancy to the other's", async () => {
    const [, second] = await mondayOf(teacher);
    const roomId = roomIdOf(schoolId, "B12");
    await ask("changeLesson", office, {
      params: { schoolId, lessonId: second?.lessonId ?? "" },
      body: { status: "moved", roomId, version: 0 },
    });
    const occupants = async (label: string) => {
      const params = { schoolId, roomId: roomIdOf(schoolId, label) };
      const { body } = await ask("readRoomOccupancy", teacher, { params });
      return (body.items as { start: string }[]).map(({ start }) => start);
    };
    expect([await occupants("B12"), await occupants("C3")]).toEqual([["09:00"], []]);
    const { body } = await ask("listRooms", teacher, { params: { schoolId } });
    expect((body.items as { label: string }[]).map(({ label }) => label)).toEqual(["B12", "C3"]);
  });

  it("does not exist for a teacher of another school", async () => {
    const stranger = aPerson("teacher", "0990002P", "per_0000stranger0");
    expect(await ask("readLessons", stranger, { params: { schoolId } })).toMatchObject({ status: 404 });
  });

  it("a broken file is refused with its line, and the timetable stands", async () => {
    const xml = '<?xml version="1.0" encoding="UTF-8"?>\n<TABLE nom="Cours">\n<Cours numero="1">';
    const reply = await send("importTimetable", office, { params: { schoolId }, body: { format: "exp-cours", xml } });
    expect(reply).toMatchObject({
      status: 422,
      body: { code: "timetable-unreadable", errors: [{ field: "body.xml" }] },
    });
    expect(await mondayOf(teacher)).toHaveLength(2);
  });
});
