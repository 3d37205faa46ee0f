import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY, onMonday } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepLessons } from "../keep-lessons.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { followDays } from "../pupil-day/follow-days.ts";
import { keepSectors } from "../sectors/keep-sectors.ts";
import { keepBoard } from "./keep-board.ts";

const teacher = aPerson("teacher", COLLEGE, personIdOf("TEST", "teacher"));
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const otherCpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "other-cpe"));
const office = aPerson("office", COLLEGE, personIdOf("TEST", "office"));
const sixthA = aClass("6A", 30);
const [nina, zoe, ilyes] = sixthA.pupils;
if (!nina || !zoe || !ilyes) throw new Error("the class has pupils");
const eight = aSlot(sixthA.audience, personIdOf("TEST", "teacher"));

let call: ReturnType<typeof caller>;
let callRolls: ReturnType<typeof caller>;
let deps: Awaited<ReturnType<typeof import("../deps.ts")["makeDeps"]>>;

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T07:05:00Z`) - Date.now());
  call = caller((await import("../board-api.lambda.ts")).handler, attendanceContract);
  callRolls = caller((await import("../api.lambda.ts")).handler, attendanceContract);
  deps = (await import("../deps.ts")).makeDeps();
  await keepRoster(sixthA, deps);
  const view = { kind: "audience" as const, id: sixthA.audience.id };
  const days = [{ weekday: 1, version: 1, slots: [eight] as never }];
  await keepLessons({ schoolId: sixthA.schoolId, schoolYear: 2026, view, classes: [view.id], days }, deps);
});

const board = (by = cpe, query: Readonly<Record<string, string>> = {}, etag?: string) =>
  call("readBoard", by, {
    params: { schoolId: COLLEGE },
    query,
    ...(etag !== undefined && { headers: { "if-none-match": etag } }),
  });
const states = (body: { pupils: { pupilId: string; lessons: { status: string }[] }[] }) =>
  body.pupils.map(({ pupilId, lessons }) => [pupilId, lessons.map(({ status }) => status).join()]);
const told = (...pupils: readonly (typeof nina)[]) =>
  followDays(
    pupils.map(({ pupilId }) => ({
      entity: "absence",
      before: undefined,
      after: { schoolId: COLLEGE, schoolYear: 2026, day: MONDAY, pupilId },
    })),
    deps,
  );
const roll = (version: number, ...pupils: readonly (typeof nina)[]) =>
  callRolls("submitRollCall", teacher, {
    params: { schoolId: COLLEGE, lessonId: onMonday(eight) },
    body: { version, marks: pupils.map(({ pupilId }) => ({ pupilId, status: "absent" })) },
  });

describe("the board of the day", () => {
  it("is empty and calm before the first roll", async () => {
    const { body } = await board();
    expect(body).toMatchObject({ day: MONDAY, absent: 0, pupils: [], pollAfterSeconds: 30 });
  });

  it("shows the day, not the roll call: somebody missed at eight who came to the desk is late", async () => {
    await roll(0, nina, zoe);
    await callRolls("recordPresence", cpe, {
      params: { schoolId: COLLEGE, pupilId: nina.pupilId },
      body: { day: MONDAY, kind: "arrived", from: "08:04", place: "desk" },
    });
    await told(nina, zoe);
    const { body } = await board();
    expect(new Map(states(body) as [string, string][])).toEqual(
      new Map([
        [nina.pupilId, "late"],
        [zoe.pupilId, "absent"],
      ]),
    );
    expect(body).toMatchObject({ absent: 1, late: 1, pollAfterSeconds: 5 });
  });

  it("costs half a unit to whoever has it, and is read again as soon as something is new", async () => {
    const first = await board();
    const again = await board(cpe, {}, String(first.headers.etag));
    expect({ status: again.status, text: again.text, rru: readCapacity().rru }).toEqual({
      status: 304,
      text: "",
      rru: 0.5,
    });
    expect(again.headers["x-poll-after-seconds"]).toBe("5");
    await roll(1, nina, zoe, ilyes);
    await told(ilyes);
    const changed = await board(cpe, {}, String(first.headers.etag));
    expect(changed.status).toBe(200);
    expect(changed.body.absent).toBe(2);
  });

  it("puts contradictions first, whatever the name", async () => {
    await callRolls("recordPresence", cpe, {
      params: { schoolId: COLLEGE, pupilId: zoe.pupilId },
      body: { day: MONDAY, kind: "arrived", from: "07:50", place: "gate" },
    });
    await told(zoe);
    const { body } = await board();
    expect(body.conflicts).toBe(1);
    expect(states(body)[0]).toEqual([zoe.pupilId, "conflict"]);
  });

  it("forgets a mark that was a mistake, even when older news comes late", async () => {
    const [before] = (
      await deps.boards.partsOfClasses({ schoolId: COLLEGE, day: MONDAY }, [sixthA.audience.id])
    ).values();
    await roll(2, nina, zoe);
    await told(ilyes);
    await keepBoard(
      { schoolId: COLLEGE, day: MONDAY },
      { called: before?.called ?? [], pupils: before?.pupils ?? [] },
      deps,
    );
    const { body } = await board();
    expect(states(body).map(([pupilId]) => pupilId)).not.toContain(ilyes.pupilId);
  });

  it.each([
    ["a teacher", teacher, 403],
    ["the office", office, 200],
  ])("answers %s", async (_, by, status) => expect((await board(by)).status).toBe(status));
});

describe("two CPE who share a school", () => {
  const sectorsOf = (version: number, everybodySeesAll: boolean) => ({
    schoolId: sixthA.schoolId,
    schoolYear: 2026,
    version,
    everybodySeesAll,
    sectors: [
      { personId: personIdOf("TEST", "cpe"), audienceIds: [sixthA.audience.id], pupilIds: [] },
      { personId: personIdOf("TEST", "other-cpe"), audienceIds: [], pupilIds: [zoe.pupilId] },
    ] as never,
  });
  const seen = async (by: typeof cpe, query = {}) => (await board(by, query)).body.pupils.length;

  it("each see their own pupils or all of them, as they ask", async () => {
    await keepSectors(sectorsOf(1, true), deps);
    expect([await seen(otherCpe), await seen(otherCpe, { pupils: "own" })]).toEqual([2, 1]);
  });

  it("see only their own where the school says so; a screen left open learns it", async () => {
    const { headers } = await board(otherCpe);
    await keepSectors(sectorsOf(2, false), deps);
    const after = await board(otherCpe, {}, String(headers.etag));
    expect({ status: after.status, pupils: after.body.pupils.length }).toEqual({ status: 200, pupils: 1 });
    expect([await seen(cpe), await seen(office)]).toEqual([2, 2]);
    resetCapacity();
  });
});
