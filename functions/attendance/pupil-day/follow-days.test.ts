import { personIdOf } from "@preau/contract/derive-id";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, aSlot, COLLEGE, MONDAY, onMonday } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepLessonChange, keepLessons } from "../keep-lessons.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { packRegister } from "../pack.ts";
import { confirmPresence } from "./confirm-presence.ts";
import { followDays } from "./follow-days.ts";

const teacherId = personIdOf("TEST", "teacher");
const teacher = aPerson("teacher", COLLEGE, teacherId);
const desk = aPerson("supervisor", COLLEGE, personIdOf("TEST", "desk"));
const sixthA = aClass("6A", 30);
const [nina, zoe, ilyes, tom, maelle, rose, sami, lou] = sixthA.pupils;
if (!nina || !zoe || !ilyes || !tom || !maelle || !rose || !sami || !lou) throw new Error("the class has pupils");
const nine = aSlot(sixthA.audience, teacherId, { start: "09:00", key: "000001" });
const ten = aSlot(sixthA.audience, teacherId, { start: "10:10", key: "000002" });
const early = aSlot(sixthA.audience, teacherId, { start: "07:30", key: "000003" });
const scope = { schoolId: COLLEGE, schoolYear: 2026, day: MONDAY };

let call: ReturnType<typeof caller>;
let deps: Awaited<ReturnType<typeof import("../deps.ts")["makeDeps"]>>;

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T10:30:00Z`) - Date.now());
  call = caller((await import("../api.lambda.ts")).handler, attendanceContract);
  deps = (await import("../deps.ts")).makeDeps();
  await keepRoster(sixthA, deps);
  const view = { kind: "audience" as const, id: sixthA.audience.id };
  const days = [{ weekday: 1, version: 1, slots: [early, nine, ten] as never }];
  await keepLessons({ schoolId: sixthA.schoolId, schoolYear: 2026, view, classes: [view.id], days }, deps);
});

const record = async ({ pupilId }: typeof nina, body: object) => {
  const params = { schoolId: COLLEGE, pupilId };
  const { status } = await call("recordPresence", desk, { params, body: { day: MONDAY, place: "infirmary", ...body } });
  expect(status).toBe(201);
  await followDays([{ entity: "presence-fact", before: undefined, after: { ...scope, pupilId } }], deps);
};
const submit = async (slot: typeof nine, version: number, absent: readonly (typeof nina)[]) => {
  const params = { schoolId: COLLEGE, lessonId: onMonday(slot) };
  const marks = absent.map(({ pupilId }) => ({ pupilId, status: "absent" }));
  expect((await call("submitRollCall", teacher, { params, body: { version, marks } })).status).toBe(200);
};
/** A roll at which everybody else is there, and what the stream tells of the register. */
const rollOfAll = async (slot: typeof nine, version = 0, but: readonly (typeof nina)[] = []) => {
  const lessonId = onMonday(slot);
  await submit(slot, version, but);
  const sources = await deps.sheets.sheetSources(COLLEGE, lessonId);
  if (sources?.register === undefined) throw new Error("the roll was called");
  const { register, lesson, roster } = sources;
  const item = { ...scope, audienceId: sixthA.audience.id, lessonId, version: register.version };
  const after = { ...item, register: packRegister(register, lesson, roster) };
  await followDays([{ entity: "register", before: undefined, after }], deps);
};
const change = async (slot: typeof nine, status: "cancelled" | "planned", version: number) => {
  const lessonId = onMonday(slot);
  const audienceIds = [sixthA.audience.id];
  const { schoolId } = sixthA;
  await keepLessonChange(
    { ...scope, schoolId, lessonId, status, version, audienceIds, classIds: audienceIds, teacherIds: [] },
    deps,
  );
  await followDays([{ entity: "change", before: undefined, after: { ...scope, lessonId, change: { status } } }], deps);
};
const kept = async ({ pupilId }: typeof nina) => {
  const found = await deps.days.presenceOn({ schoolId: COLLEGE, schoolYear: 2026, pupilId }, MONDAY);
  return found?.presence.lessons.map(({ start, state }) => `${start} ${state}`);
};

describe("a pupil's day follows", () => {
  it("a roll call that names nobody: whoever was thought at the infirmary at its beginning was there", async () => {
    await record(nina, { kind: "elsewhere", from: "08:40", to: "09:05" });
    expect(await kept(nina)).toEqual(["09:00 elsewhere"]);
    await rollOfAll(nine);
    expect(await kept(nina)).toEqual([]);
  });

  it("a roll call that names nobody: whoever was thought to have left is a contradiction to settle", async () => {
    await record(zoe, { kind: "left", from: "10:00", place: "gate" });
    expect(await kept(zoe)).toEqual(["10:10 left"]);
    await rollOfAll(ten);
    expect(await kept(zoe)).toEqual(["10:10 conflict"]);
  });

  it("a lesson cancelled or restored for those of whom only the office had something to say", async () => {
    await record(ilyes, { kind: "absent", from: "10:10", to: "11:05", place: "office" });
    await change(ten, "cancelled", 1);
    expect([await kept(zoe), await kept(ilyes)]).toEqual([[], []]);
    await record(tom, { kind: "elsewhere", from: "10:00", to: "11:30" });
    expect(await kept(tom)).toBeUndefined();
    await change(ten, "planned", 2);
    expect(await kept(tom)).toEqual(["10:10 conflict"]);
    expect([await kept(zoe), await kept(ilyes)]).toEqual([["10:10 conflict"], ["10:10 conflict"]]);
  });

  it("a roll call that names nobody, followed while they were folded and not on the board yet", async () => {
    const params = { schoolId: COLLEGE, pupilId: maelle.pupilId };
    const body = { day: MONDAY, kind: "absent", from: "07:30", to: "08:25", place: "office" };
    expect((await call("recordPresence", desk, { params, body })).status).toBe(201);
    let overtaken = false;
    const overtake: typeof deps.boards.partToChange = async (...at) => {
      if (!overtaken) {
        overtaken = true;
        await rollOfAll(early);
      }
      return deps.boards.partToChange(...at);
    };
    const change = { entity: "presence-fact", before: undefined, after: { ...scope, pupilId: maelle.pupilId } };
    await followDays([change], { ...deps, boards: { ...deps.boards, partToChange: overtake } });
    expect(await kept(maelle)).toEqual(["07:30 conflict"]);
    const { parts } = await deps.boards.wholeDay(scope);
    const shown = parts.flatMap(({ pupils }) => pupils).find(({ pupilId }) => pupilId === maelle.pupilId);
    expect(shown?.lessons.map(({ start, state }) => `${start} ${state}`)).toEqual(["07:30 conflict"]);
  });

  const saidEarly = { day: MONDAY, from: "07:30", to: "08:25", place: "office" };
  /** Said and not followed yet: its id. */
  const say = async ({ pupilId }: typeof nina, body: object): Promise<string> => {
    const params = { schoolId: COLLEGE, pupilId };
    return (
      (await call("recordPresence", desk, { params, body: { ...saidEarly, ...body } })).body as { factId: string }
    ).factId;
  };
  /** Sources read before something else is said and followed, written after. */
  const slowedBy = (meanwhile: () => Promise<void>) => {
    let isFirst = true;
    const sourcesOf: typeof deps.days.sourcesOf = async (...of) => {
      const sources = await deps.days.sourcesOf(...of);
      if (isFirst) {
        isFirst = false;
        await meanwhile();
      }
      return sources;
    };
    return { ...deps, days: { ...deps.days, sourcesOf } };
  };

  it("a roll call that names again whom the office had settled before anybody followed", async () => {
    await submit(early, 1, [rose]);
    await record(rose, { ...saidEarly, kind: "present", replaces: [`${onMonday(early)}@2`] });
    expect(await kept(rose)).toBeUndefined();
    await rollOfAll(early, 2, [rose]);
    expect(await kept(rose)).toEqual(["07:30 conflict"]);
  });

  it("the last word, though it leaves nothing to write while an older fold is about to", async () => {
    const absent = await say(sami, { kind: "absent" });
    const change = { entity: "presence-fact", before: undefined, after: { ...scope, pupilId: sami.pupilId } };
    await followDays([change], deps);
    const settling = await say(sami, { kind: "present", replaces: [absent] });
    const again = () => record(sami, { ...saidEarly, kind: "absent", replaces: [settling] });
    await followDays([change], slowedBy(again));
    expect(await kept(sami)).toEqual(["07:30 conflict"]);
  });

  it("the last word, though it comes as a family is about to be told of an older one", async () => {
    const absent = await say(lou, { kind: "absent" });
    const settle = () => record(lou, { ...saidEarly, kind: "present", replaces: [absent] });
    const key = { schoolId: COLLEGE, schoolYear: 2026, day: MONDAY, pupilId: lou.pupilId };
    expect((await confirmPresence(key, slowedBy(settle)))?.lessons).toEqual([]);
    expect(await kept(lou)).toEqual([]);
  });
});
