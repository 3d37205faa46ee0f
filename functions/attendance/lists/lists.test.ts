import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity } from "@preau/store";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY, onMonday } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { callerOf } from "../../../test/support/handlers.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepLessons } from "../keep-lessons.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { followDays } from "../pupil-day/follow-days.ts";
import { presenceOf } from "../pupil-day/presence.ts";
import { applyList, listEvents } from "./apply-list.ts";
import {
  type CollectiveList,
  factsToWrite,
  isListed,
  type ListFact,
  type ListMember,
  turned,
} from "./collective-list.ts";
import type { ListKey } from "./list-store.ts";

const teacherId = personIdOf("TEST", "teacher");
const teacher = aPerson("teacher", COLLEGE, teacherId);
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const sixthA = aClass("6A", 20);
const sixthB = aClass("6B", 20);
const [nina, zoe] = sixthA.pupils;
const [tom] = sixthB.pupils;
if (!nina || !zoe || !tom) throw new Error("the classes have pupils");
const mother = aPerson("guardian", COLLEGE, nina.guardianIds[0] ?? "", [nina.pupilId]);
const eight = aSlot(sixthA.audience, teacherId);

let call: ReturnType<typeof caller>;
let rolls: ReturnType<typeof caller>;
let deps: Awaited<ReturnType<typeof import("../deps.ts")["makeDeps"]>>;

beforeAll(async () => {
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T09:00:00Z`) - Date.now());
});

beforeEach(async () => {
  await freshTable(attendance);
  vi.resetModules();
  call = caller((await import("../lists-api.lambda.ts")).handler, attendanceContract);
  rolls = callerOf(attendance);
  deps = (await import("../deps.ts")).makeDeps();
  for (const roster of [sixthA, sixthB]) await keepRoster(roster, deps);
  const view = { kind: "audience" as const, id: sixthA.audience.id };
  const days = [{ weekday: 1, version: 1, slots: [eight] as never }];
  await keepLessons({ schoolId: sixthA.schoolId, schoolYear: 2026, view, classes: [view.id], days }, deps);
});

const params = { schoolId: COLLEGE };
const outing = { kind: "outing", label: "musée", from: MONDAY, to: MONDAY, start: "07:30", end: "17:00" };
const create = (changes: object = {}, by = cpe) =>
  call("createList", by, { params, body: { ...outing, audienceIds: [sixthA.audience.id], ...changes } });
const apply = (listId: string, version: number) =>
  applyList({ schoolId: sixthA.schoolId, schoolYear: 2026, listId, version }, deps);
const change = (listId: string, body: object) =>
  call("changeListMembers", cpe, { params: { ...params, listId }, body });
const told = (pupil: typeof nina) =>
  followDays(
    [
      {
        entity: "presence-fact",
        before: undefined,
        after: { schoolId: COLLEGE, schoolYear: 2026, day: MONDAY, pupilId: pupil.pupilId },
      },
    ],
    deps,
  );
const stateAt = async (pupil: typeof nina) => {
  const key = { schoolId: COLLEGE, schoolYear: 2026, pupilId: pupil.pupilId };
  return presenceOf(await deps.days.sourcesOf(key, MONDAY)).map(({ state }) => state);
};
const roll = (...pupils: readonly (typeof nina)[]) =>
  rolls("submitRollCall", teacher, {
    params: { ...params, lessonId: onMonday(eight) },
    body: { version: 0, marks: pupils.map(({ pupilId }) => ({ pupilId, status: "absent" })) },
  });

describe("a collective list", () => {
  it("explains ahead: a teacher who finds nobody makes nobody absent, and the family reads why", async () => {
    const { status, body } = await create();
    expect({ status, body }).toMatchObject({ status: 201, body: { state: "applying", pupils: 20, days: [MONDAY] } });
    await apply(body.listId, 1);
    await told(nina);
    const sheet = await rolls("readRollCall", teacher, { params: { ...params, lessonId: onMonday(eight) } });
    expect(sheet.body.pupils.find((one: { pupilId: string }) => one.pupilId === nina.pupilId).elsewhere).toBe(
      "Sortie : musée",
    );
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
    await roll(nina);
    await told(nina);
    const file = await rolls("readPupilAttendance", mother, { params: { ...params, pupilId: nina.pupilId } });
    expect(file.body).toMatchObject({
      count: { unjustified: 0 },
      days: [{ lessons: [{ state: "elsewhere", reason: "Sortie : musée" }] }],
    });
  });

  it("tells apart those who came all the same", async () => {
    const { body } = await create();
    await apply(body.listId, 1);
    await roll();
    expect(await stateAt(zoe)).toEqual(["present"]);
  });

  it("is changed late, pupil by pupil, and undone", async () => {
    const { body } = await create();
    await apply(body.listId, 1);
    const add = { pupilIds: [tom.pupilId] };
    const changed = await change(body.listId, { version: 1, add, remove: [nina.pupilId] });
    expect(changed.body).toMatchObject({ version: 2, pupils: 20, state: "applying" });
    await apply(body.listId, 2);
    expect([await stateAt(nina), await stateAt(zoe)]).toEqual([["unknown"], ["elsewhere"]]);
    const { items } = (await call("readList", teacher, { params: { ...params, listId: body.listId } })).body;
    const listed = items.map(({ pupilId }: { pupilId: string }) => pupilId);
    expect([listed.includes(tom.pupilId), listed.includes(nina.pupilId)]).toEqual([true, false]);
    const cancelled = await call("cancelList", cpe, {
      params: { ...params, listId: body.listId },
      body: { version: 2 },
    });
    expect(cancelled.body).toMatchObject({ state: "cancelled", pupils: 0 });
    await apply(body.listId, 3);
    expect(await stateAt(zoe)).toEqual(["unknown"]);
    expect((await change(body.listId, { version: 3 })).body.code).toBe("list-cancelled");
  });

  it("is never changed over what somebody else has changed", async () => {
    const { body } = await create();
    await change(body.listId, { version: 1, remove: [nina.pupilId] });
    const late = await change(body.listId, { version: 1, remove: [zoe.pupilId] });
    expect({ code: late.body.code, current: late.body.current }).toMatchObject({
      code: "version-conflict",
      current: { version: 2, pupils: 19 },
    });
  });

  it("survives a queue that stops half-way and says things twice", async () => {
    const { body } = await create({ audienceIds: [sixthA.audience.id, sixthB.audience.id] });
    const dying = {
      ...deps.lists,
      writeFacts: (key: ListKey, facts: readonly ListFact[]) => deps.lists.writeFacts(key, facts.slice(0, 7)),
      markApplied: (): Promise<boolean> => Promise.reject(new Error("killed")),
    };
    const event = { schoolId: sixthA.schoolId, schoolYear: 2026, listId: body.listId, version: 1 };
    await expect(applyList(event, { lists: dying })).rejects.toThrow("killed");
    await apply(body.listId, 1);
    await apply(body.listId, 1);
    const states = await Promise.all(sixthA.pupils.map(stateAt));
    expect(new Set(states.flat())).toEqual(new Set(["elsewhere"]));
    const { items } = (await call("listLists", cpe, { params, query: { from: MONDAY } })).body;
    expect(items).toMatchObject([{ listId: body.listId, state: "applied", pupils: 40 }]);
  });

  it.each([
    ["a class of another school", { audienceIds: ["aud_7k2mq4x9d0abc"] }, "not-found"],
    ["a pupil nobody knows", { pupilIds: [personIdOf("TEST", "stranger")] }, "not-found"],
    ["a Sunday", { from: "2026-11-22", to: "2026-11-22" }, "school-closed"],
    ["a whole year", { to: "2027-07-02" }, "too-many-days"],
  ])("is refused for %s", async (_, changes, code) => expect((await create(changes)).body.code).toBe(code));

  it("is not for teachers to make", async () => expect((await create({}, teacher)).status).toBe(403));

  it("leaves once a version, as long as its facts are to be written", () => {
    const of = (applied: number) => [
      {
        entity: "list",
        before: undefined,
        after: { schoolId: COLLEGE, schoolYear: 2026, listId: "lis_7k2mq4x9d0abc", version: 2, applied },
      },
    ];
    expect([listEvents(of(1)).length, listEvents(of(2)).length]).toEqual([1, 0]);
  });
});

describe("the facts of a list", () => {
  const days = ["2026-11-23", "2026-11-24", "2026-11-25"];
  const lesson = {
    lessonId: "les_1",
    start: "08:00",
    end: "08:55",
    subject: "Maths",
    status: "unknown" as const,
    version: 0,
  };
  const turns = fc.array(fc.record({ on: fc.boolean(), fromDay: fc.nat(2), pause: fc.nat(2) }), { maxLength: 8 });

  it("say, however often it changed and was written half-way, who is on it", () => {
    fc.assert(
      fc.property(turns, (changes) => {
        let member: ListMember = { pupilId: nina.pupilId, classId: nina.classId, turns: [] };
        const written = new Map<string, ReturnType<typeof factsToWrite>[number]>();
        let list: CollectiveList = {
          ...outing,
          kind: "outing",
          listId: "lis_1",
          days,
          classes: [],
          changes: [],
          version: 0,
          applied: 0,
          cancelled: false,
        };
        for (const { on, fromDay, pause } of changes) {
          const version = list.version + 1;
          member = turned(member, { version, on, fromDay });
          list = {
            ...list,
            version,
            changes: [...list.changes, { version, at: `2026-11-20T08:0${version}:00Z`, by: "acc_1", byRole: "cpe" }],
          };
          if (pause > 0) for (const one of factsToWrite(list, [member])) written.set(one.factId, one);
          if (pause > 1) list = { ...list, applied: version };
        }
        for (const one of factsToWrite(list, [member])) written.set(one.factId, one);
        for (const [index, day] of days.entries()) {
          const facts = [...written.values()]
            .filter((one) => one.day === day)
            .map(({ factId, fact }) => ({ factId, ...fact }));
          const [seen] = presenceOf({ lessons: [lesson], facts, treatments: [], statements: [] });
          expect(seen?.state).toBe(isListed(member, index) ? "elsewhere" : "unknown");
        }
      }),
    );
  });
});
