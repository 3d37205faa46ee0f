import type { PersonId, SchoolId } from "@preau/contract";
import { audienceIdOf } from "@preau/contract/derive-id";
import { type ExpCoursLesson, writeExpCours } from "@preau/formats";
import type { Call } from "@preau/runtime";
import { describe, expect, it } from "vitest";
import type { timetableContract } from "./contract.ts";
import type { ViewDay } from "./day.ts";
import type { NamedView } from "./import-store.ts";
import { importTimetable } from "./import-timetable.ts";
import type { Teacher } from "./match-teachers.ts";

type ImportCall = Call<typeof timetableContract.routes.importTimetable>;

const schoolId = "0990001N" as SchoolId;
const SIXTH = audienceIdOf(schoolId, "6A");
const LATIN = audienceIdOf(schoolId, "6LAT");
const briac: Teacher = { personId: "per_0000000briac0" as PersonId, familyName: "Briac", givenName: "Solène" };

const maths: ExpCoursLesson = {
  number: "1",
  subjectCode: "MATHS",
  subjectLabel: "Mathématiques",
  teachers: [{ familyName: "BRIAC", givenName: "Solene" }],
  audiences: ["6A"],
  room: "B12",
  frequency: "H",
  alternation: "H",
  modality: "CG",
  weekday: 1,
  start: "08:00",
  minutes: 55,
  coTaught: false,
  headcount: 26,
};
const latin: ExpCoursLesson = { ...maths, number: "2", subjectCode: "LATIN", audiences: ["6LAT"], start: "09:00" };
const fileOf = (...lessons: readonly ExpCoursLesson[]) => [...writeExpCours(lessons)].join("");

/** A school that knows 6A, the Latin group and one teacher, and keeps what is written. */
const school = (teachers: readonly Teacher[] = [briac]) => {
  const days = new Map<string, ViewDay>();
  const views: NamedView[] = [];
  const writes = { count: 0 };
  const audience = { schoolId, schoolYear: 2026, pupilIds: [], version: 1 };
  const store = {
    audiences: async () => [
      { ...audience, audienceId: SIXTH, classIds: [SIXTH] },
      { ...audience, audienceId: LATIN, classIds: [SIXTH] },
    ],
    teachers: async () => teachers,
    views: async () => [...views],
    keptDays: async () => [...days.values()],
    keepViews: async (_year: object, named: readonly NamedView[]) => void views.push(...named),
    keepDays: async (kept: readonly { day: ViewDay }[]) => {
      writes.count += kept.length;
      for (const { day } of kept) days.set(`${day.viewId}#${day.weekday}`, day);
    },
    answer: async () => undefined,
  };
  const send = async (xml: string) => {
    writes.count = 0;
    const call = { params: { schoolId }, body: { format: "exp-cours", xml }, remember: () => undefined };
    const reply = await importTimetable(call as unknown as ImportCall, {
      store,
      now: () => new Date("2026-11-21T10:00:00Z"),
    });
    return reply.body;
  };
  return { send, days, writes };
};

describe("when the office imports the timetable", () => {
  it("the class, the group, the teacher and the room each have their day", async () => {
    const { send, days } = school();
    const report = await send(fileOf(maths, latin));
    expect(report).toMatchObject({
      message: "Emploi du temps importé : 2 cours.",
      slots: { read: 2, imported: 2, faulty: 0 },
      audiences: 2,
      teachers: 1,
      rooms: 1,
      created: 4,
      issues: { total: 0 },
    });
    expect(days.get(`${LATIN}#1`)?.classes).toEqual([SIXTH]);
    expect(days.get(`${briac.personId}#1`)?.slots).toHaveLength(2);
  });

  it("a second import of the same file, even in another order, writes nothing and says so", async () => {
    const { send, writes } = school();
    await send(fileOf(maths, latin));
    const report = await send(fileOf(latin, maths));
    expect(writes.count).toBe(0);
    expect(report).toMatchObject({ created: 0, changed: 0, removed: 0, unchanged: 4 });
    expect(report.message).toBe("Aucun changement : l’emploi du temps était déjà celui du fichier.");
  });

  it("a day that the file no longer has becomes empty, still tells its classes, and has a later version", async () => {
    const { send, days } = school();
    await send(fileOf(maths, latin));
    const before = days.get(`${LATIN}#1`)?.version ?? 0;
    expect(await send(fileOf(maths))).toMatchObject({ removed: 1, changed: 2, unchanged: 1 });
    expect(days.get(`${LATIN}#1`)).toMatchObject({ slots: [], classes: [SIXTH] });
    expect(days.get(`${LATIN}#1`)?.version).toBeGreaterThan(before);
    expect(await send(fileOf(maths))).toMatchObject({ removed: 0, changed: 0 });
  });

  it("a lesson keeps its name when its room and its teacher change", async () => {
    const { send, days } = school();
    await send(fileOf(maths));
    const keyBefore = days.get(`${SIXTH}#1`)?.slots[0]?.[0];
    await send(fileOf({ ...maths, room: "C3", teachers: [] }));
    expect(days.get(`${SIXTH}#1`)?.slots[0]?.[0]).toBe(keyBefore);
  });

  it("half-classes taught the same subject at the same time are two lessons, whatever the order of the file", async () => {
    const half = { ...maths, number: "7", room: "C3", modality: "TP" };
    const { send, days, writes } = school();
    await send(fileOf({ ...maths, modality: "TP" }, half));
    const keys = days.get(`${SIXTH}#1`)?.slots.map(([key]) => key);
    expect(new Set(keys).size).toBe(2);
    await send(fileOf(half, { ...maths, modality: "TP" }));
    expect(writes.count).toBe(0);
  });
});

describe("what the import doubts is said with its line, and does not stop the rest", () => {
  const issuesOf = async (lessons: readonly ExpCoursLesson[], teachers?: readonly Teacher[]) => {
    const report = await school(teachers).send(fileOf(...lessons));
    return { ...report, told: report.issues.first.map(({ line, code }) => [line, code]) };
  };

  it("a course of an unknown class stays out", async () => {
    const report = await issuesOf([maths, { ...maths, number: "9", audiences: ["6Z"], weekday: 2 }]);
    expect(report).toMatchObject({ told: [[4, "unknown-audience"]], slots: { read: 2, imported: 1, faulty: 1 } });
    expect(report.issues.first[0]?.message).toContain(
      "« 6Z » n’existe pas dans l’annuaire. Le cours n’est pas importé.",
    );
  });

  it("a course of a known and an unknown class is imported for the known one", async () => {
    const report = await issuesOf([{ ...maths, audiences: ["6A", "6Z"] }]);
    expect(report).toMatchObject({ told: [[3, "unknown-audience"]], slots: { imported: 1 } });
  });

  it("an unknown teacher is left out of the course", async () => {
    const report = await issuesOf([{ ...maths, teachers: [{ familyName: "DURAND", givenName: "Paul" }] }]);
    expect(report).toMatchObject({ told: [[3, "unknown-teacher"]], slots: { imported: 1 }, teachers: 0 });
  });

  it("homonyms are told apart by nobody", async () => {
    const twin = { ...briac, personId: "per_0000000briac2" as PersonId };
    expect(await issuesOf([maths], [briac, twin])).toMatchObject({ told: [[3, "ambiguous-teacher"]], teachers: 0 });
  });

  it("a teacher cannot be in two rooms at once", async () => {
    const report = await issuesOf([maths, { ...latin, start: "08:30" }]);
    expect(report).toMatchObject({ told: [[4, "overlapping-courses"]], slots: { imported: 2 } });
  });

  it("a teacher may have two courses at once in alternate weeks", async () => {
    const lessons = [
      { ...maths, frequency: "Q1" as const },
      { ...latin, start: "08:30", frequency: "Q2" as const },
    ];
    expect((await issuesOf(lessons)).told).toEqual([]);
  });

  it("a whole class cannot have two lessons at once, half-classes can", async () => {
    const other = { ...maths, number: "5", subjectCode: "ANGLAIS", teachers: [], room: "C1" };
    expect((await issuesOf([maths, other])).told).toEqual([[4, "overlapping-courses"]]);
    const halves = [maths, other].map((lesson) => ({ ...lesson, modality: "TD" }));
    expect((await issuesOf(halves)).told).toEqual([]);
  });

  it("a course without its day is refused, with the reader's own words", async () => {
    const xml = fileOf(maths, latin).replace("<JOUR>lundi</JOUR>", "<JOUR></JOUR>");
    const report = await school().send(xml);
    expect(report).toMatchObject({ slots: { read: 2, imported: 1, faulty: 1 } });
    expect(report.issues.first[0]).toMatchObject({ line: 3, code: "course-refused" });
  });
});

describe("a file that cannot be read", () => {
  it("changes nothing of what was imported before", async () => {
    const { send, days, writes } = school();
    await send(fileOf(maths, latin));
    const before = new Map(days);
    writes.count = 0;
    await expect(send(fileOf(maths).slice(0, -30))).rejects.toMatchObject({ code: "timetable-unreadable" });
    expect(days).toEqual(before);
    expect(writes.count).toBe(0);
  });
});
