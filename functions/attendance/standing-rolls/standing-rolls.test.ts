import { personIdOf } from "@preau/contract/derive-id";
import { openTable, readCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { openErasureStore } from "../erasure-store.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import { followCalls } from "./follow-calls.ts";

const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const first = aPerson("supervisor", COLLEGE, personIdOf("TEST", "first-floor"));
const second = aPerson("supervisor", COLLEGE, personIdOf("TEST", "second-floor"));
const teacher = aPerson("teacher", COLLEGE, personIdOf("TEST", "teacher"));
const terminale = aClass("TG1", 30);
const seconde = aClass("2GT3", 30);
const [nina, zoe] = terminale.pupils;
const [tom, ines] = seconde.pupils;
if (!nina || !zoe || !tom || !ines) throw new Error("the classes have pupils");

let call: ReturnType<typeof caller>;
let board: ReturnType<typeof caller>;
let deps: Awaited<ReturnType<typeof import("../deps.ts")["makeDeps"]>>;
let tableName: string;
let rollId: string;

const params = { schoolId: COLLEGE };
const named = ({ pupilId, classId }: typeof nina) => ({ pupilId, classId });
const boarding = { kind: "boarding", label: "Internat", start: "20:00", end: "20:30" };
const create = (changes: object = {}, by = cpe) =>
  call("createStandingRoll", by, { params, body: { ...boarding, pupils: [nina, zoe, tom].map(named), ...changes } });
const change = (body: object) => call("changeStandingRoll", cpe, { params: { ...params, rollId }, body });
const submit = (version: number, absent: readonly (typeof nina)[], by = first, day = MONDAY) =>
  call("submitStandingCall", by, {
    params: { ...params, rollId, day },
    body: { version, marks: absent.map(({ pupilId }) => ({ pupilId, status: "absent" })) },
  });
const sheet = async () => (await call("readStandingCall", first, { params: { ...params, rollId, day: MONDAY } })).body;
/** What the stream tells, sooner or later and more than once. */
const told = async () => {
  const key = { schoolId: COLLEGE, rollId, day: MONDAY };
  const register = await deps.rolls.findCall(key);
  const after = { ...key, schoolYear: 2026, version: register?.version, register };
  await followCalls(
    [after, after].map((one) => ({ entity: "standing-call", before: undefined, after: one })),
    deps,
  );
};
const onBoard = async () => (await board("readBoard", cpe, { params })).body;

beforeAll(async () => {
  tableName = await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T19:10:00Z`) - Date.now());
  call = caller((await import("../standing-rolls-api.lambda.ts")).handler, attendanceContract);
  board = caller((await import("../board-api.lambda.ts")).handler, attendanceContract);
  deps = (await import("../deps.ts")).makeDeps();
  for (const roster of [terminale, seconde]) await keepRoster(roster, deps);
  rollId = (await create()).body.rollId;
});

describe("the evening call of boarders", () => {
  it("names those whom the school put on its list, whatever their class", async () => {
    const body = await sheet();
    expect(body).toMatchObject({ state: "to-do", version: 0, label: "Internat" });
    expect(body.pupils.map(({ className }: { className: string }) => className)).toEqual(["2GT3", "TG1", "TG1"]);
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
  });

  it("is called by two supervisors at once, merged by fact: where they disagree the pupil is to be looked for", async () => {
    const answers = await Promise.all([submit(0, [nina], first), submit(0, [nina, zoe], second)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { pupils } = await sheet();
    const of = (wanted: typeof nina) =>
      pupils.find((one: { pupilId: string }) => one.pupilId === wanted.pupilId).status;
    expect([of(nina), of(zoe), of(tom)]).toEqual(["absent", "conflict", "present"]);
  });

  it("alerts school life of who is not there, and is in no count of absences", async () => {
    const before = await board("readBoard", cpe, { params });
    await told();
    const after = await board("readBoard", cpe, { params, headers: { "if-none-match": String(before.headers.etag) } });
    expect(after.status).toBe(200);
    expect(after.body).toMatchObject({ absent: 0, conflicts: 0, registersDone: 0, pupils: [] });
    const [roll] = after.body.rolls;
    expect(roll).toMatchObject({ rollId, label: "Internat" });
    expect(
      new Map(roll.missing.map(({ pupilId, status }: { pupilId: string; status: string }) => [pupilId, status])),
    ).toEqual(
      new Map([
        [nina.pupilId, "absent"],
        [zoe.pupilId, "conflict"],
      ]),
    );
    const key = { schoolId: COLLEGE, schoolYear: 2026, pupilId: nina.pupilId };
    expect(await deps.days.presencesOf(key, MONDAY, MONDAY)).toEqual([]);
  });

  it("is settled by whoever finds them", async () => {
    await call("submitStandingCall", cpe, {
      params: { ...params, rollId, day: MONDAY },
      body: { version: 2, marks: [nina, zoe].map(({ pupilId }) => ({ pupilId, status: "present" })) },
    });
    await told();
    expect((await onBoard()).rolls[0].missing).toEqual([]);
  });

  it("is refused for somebody who is not on the list, before its hour, and to teachers", async () => {
    expect((await submit(3, [ines])).body.errors[0].field).toBe("body.marks.0.pupilId");
    expect((await submit(0, [], first, "2026-11-24")).body.code).toBe("roll-not-open");
    expect((await submit(3, [], teacher)).status).toBe(403);
  });
});

describe("the list of a roll", () => {
  it("is changed by the school, over the version on screen alone", async () => {
    const { body } = await change({ version: 1, add: { pupils: [named(ines)] }, remove: [tom.pupilId] });
    expect(body).toMatchObject({ version: 2, pupils: 3 });
    expect((await change({ version: 1, remove: [nina.pupilId] })).body.code).toBe("version-conflict");
    const names = (await sheet()).pupils.map(({ pupilId }: { pupilId: string }) => pupilId);
    expect([names.includes(ines.pupilId), names.includes(tom.pupilId)]).toEqual([true, false]);
  });

  it("may be a whole class, and no pupil of another", async () => {
    const canteen = { kind: "canteen", label: "Premier service", start: "11:30", end: "12:15" };
    const { body } = await create({ ...canteen, audienceIds: [terminale.audience.id], pupils: [named(tom)] });
    expect(body).toMatchObject({ pupils: 31 });
    const wrong = [{ pupilId: tom.pupilId, classId: terminale.audience.id }];
    expect((await create({ pupils: wrong })).body.code).toBe("pupil-not-in-class");
    const { items } = (await call("listStandingRolls", first, { params })).body;
    expect(items.map(({ label }: { label: string }) => label)).toEqual(["Premier service", "Internat"]);
  });

  it("forgets a pupil who is erased", async () => {
    const scope = { schoolId: COLLEGE, schoolYear: 2026 };
    await openErasureStore(openTable(tableName)).leaveRolls(scope, nina.pupilId);
    expect(JSON.stringify(await sheet())).not.toContain(nina.pupilId);
  });

  it("that is closed is called no more", async () => {
    await change({ version: 2, closed: true });
    expect((await submit(3, [])).body.code).toBe("roll-closed");
  });
});
