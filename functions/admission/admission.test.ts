import { newId, serve } from "@preau/runtime";
import {
  openAdmissionWrites,
  openReplies,
  openSwitchboard,
  openTable,
  readCapacity,
  resetCapacity,
} from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { caller } from "../../test/support/request.ts";
import * as capabilities from "../capabilities.ts";
import { admissionContract, SWITCHABLE } from "./contract.ts";
import { endWindow } from "./end-window.ts";
import { admission } from "./manifest.ts";
import { previewWindows } from "./preview-windows.ts";
import { readAdmission } from "./read-admission.ts";
import { saveWindows } from "./save-windows.ts";
import { endLevel, setLevel } from "./set-level.ts";
import { openAdmissionStore } from "./store.ts";
import { switchCapabilityOff, switchCapabilityOn } from "./switch-capability.ts";

const operator = aPerson("operator", "territory", "per_4444444444444");
const authority = aPerson("authority", "territory", "per_5555555555555");
const MONDAY = Date.parse("2026-11-23T06:00:00Z");
const SCHOOLS = [
  { schoolId: "0990001N", name: "Collège Ada Lovelace", type: "COLLEGE", classes: 20 },
  { schoolId: "0990004S", name: "Collège Emmy Noether", type: "CLG", classes: 15 },
  { schoolId: "0990002P", name: "Lycée Katherine Johnson", type: "LYCEE", classes: 40 },
];

let ask: ReturnType<typeof caller>;
let board: ReturnType<typeof openSwitchboard>;
let ahead: number;

beforeEach(async () => {
  ahead = 0;
  const switchboard = await freshTable({ name: "switchboard", table: {} });
  process.env.SWITCHBOARD_TABLE = switchboard;
  board = openSwitchboard(switchboard);
  const table = openTable(await freshTable(admission));
  const deps = () => ({
    now: () => new Date(MONDAY + ahead * 3_600_000),
    newId,
    replies: openReplies(table),
    store: openAdmissionStore(table),
    switches: openAdmissionWrites(switchboard),
    listSchools: async () => SCHOOLS,
  });
  const operations = {
    readAdmission,
    setLevel,
    endLevel,
    switchCapabilityOff,
    switchCapabilityOn,
    previewWindows,
    saveWindows,
    endWindow,
  };
  ask = caller(serve(admissionContract, operations, deps), admissionContract);
});

const inHours = (hours: number) => new Date(MONDAY + (ahead + hours) * 3_600_000).toISOString();
const seconds = (instant: string) => Date.parse(instant) / 1000;
const reason = "Afflux au premier jour du confinement";
const level = (wanted: number, version = 0, hours = 4) =>
  ask("setLevel", operator, { body: { level: wanted, until: inHours(hours), reason, version } });
const off = (capability: string, version = 0, hours = 4) =>
  ask("switchCapabilityOff", operator, { params: { capability }, body: { until: inHours(hours), reason, version } });
const read = async (by = operator) => (await ask("readAdmission", by)).body;
const mornings = {
  label: "Collégiens, le matin",
  roles: ["pupil"],
  levels: ["college"],
  weekdays: [1, 2, 3, 4, 5],
  from: "08:00",
  to: "12:00",
};
const draft = (more = {}) => ({ ...mornings, until: inHours(4 * 24), ...more });
const save = (windows: readonly object[], version = 0) =>
  ask("saveWindows", operator, { body: { windows, reason, version } });

describe("a level set by hand", () => {
  it("is on the switchboard at once, with its end, and on record with who and why", async () => {
    const { status, body } = await level(3);
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, level: 3, setBy: "hand", text: expect.stringContaining("Niveau 3") });
    expect(await board.read("ADMISSION")).toEqual([{ id: "level", level: 3, by: "hand", until: seconds(inHours(4)) }]);
    expect(await read()).toEqual(body);
    expect(body.changes).toMatchObject([{ text: "Niveau 3 fixé à la main jusqu’au lundi 23 novembre à 11 h 00." }]);
    expect(body.changes).toMatchObject([
      { kind: "level-set", by: { personId: "per_4444444444444", role: "operator" }, reason, until: inHours(4) },
    ]);
  });

  it("is over at its end, or before when it is given back; again changes nothing", async () => {
    await level(2, 0, 1);
    ahead = 1;
    expect(await read()).toMatchObject({ level: 0, setBy: "nobody" });
    await level(2, 1);
    expect((await ask("endLevel", operator)).body).toMatchObject({ level: 0, version: 3 });
    expect(await board.read("ADMISSION")).toEqual([]);
    expect((await ask("endLevel", operator)).body).toMatchObject({ version: 3 });
    expect((await read()).changes).toHaveLength(3);
  });

  it("over somebody else's is refused with theirs", async () => {
    await level(1);
    const { status, body } = await level(3);
    expect([status, body.code]).toEqual([409, "version-conflict"]);
    expect(body.current).toMatchObject({ version: 1, level: 1 });
    expect(await board.read("ADMISSION")).toMatchObject([{ level: 1 }]);
  });

  it("by two at once is set by one", async () => {
    const both = await Promise.all([level(1), level(3)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await read()).changes).toHaveLength(1);
  });

  it("sent twice under one key is set once", async () => {
    const asked = {
      body: { level: 1, until: inHours(1), reason, version: 0 },
      headers: { "idempotency-key": "deux-fois-la-meme" },
    };
    const [first, second] = [await ask("setLevel", operator, asked), await ask("setLevel", operator, asked)];
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await read()).version).toBe(1);
  });

  it.each([0, -1, 12.1])("has an end to come, within twelve hours: not in %d", async (hours) => {
    const { status, body } = await level(1, 0, hours);
    expect([status, body.errors[0].field]).toEqual([400, "body.until"]);
  });

  it("takes 2.5 units of reads and writes its four items together", async () => {
    resetCapacity();
    await level(3);
    expect(readCapacity()).toMatchObject({ rru: 2.5, wru: 8, roundTrips: 2 });
  });
});

describe("a capability turned off", () => {
  it("leaves the others alone and comes back by itself, or before", async () => {
    await off("notices");
    const { body } = await off("discipline", 1, 48);
    expect(body.off.map(({ capability }: { capability: string }) => capability)).toEqual(["notices", "discipline"]);
    expect(body.text).toContain("messages aux familles");
    expect(await board.read("ADMISSION")).toMatchObject([
      { id: "off#discipline", capability: "discipline" },
      { id: "off#notices", capability: "notices", until: seconds(inHours(4)) },
    ]);
    ahead = 5;
    expect((await read()).off).toHaveLength(1);
    const on = await ask("switchCapabilityOn", operator, { params: { capability: "discipline" } });
    expect(on.body).toMatchObject({ off: [], text: "Tout est servi." });
    expect((await ask("switchCapabilityOn", operator, { params: { capability: "discipline" } })).body.version).toBe(3);
  });

  it("turned off again lasts as last said", async () => {
    await off("notices");
    const { body } = await off("notices", 1, 10);
    expect(body.off).toMatchObject([{ until: inHours(10) }]);
  });

  it("is one that exists, and never the one by which all are turned on again", async () => {
    const others = Object.keys(capabilities).filter((name) => name !== "admission");
    expect([...SWITCHABLE]).toEqual(others);
    for (const name of ["admission", "nothing"]) expect((await off(name)).status).toBe(400);
  });
});

describe("access windows", () => {
  it("name the schools of their levels as they are that day, and end by themselves", async () => {
    const { status, body } = await save([draft(), draft({ label: "Parents", roles: ["guardian"], levels: undefined })]);
    expect(status).toBe(200);
    expect(body.windows).toMatchObject([{ label: "Collégiens, le matin", schools: 2, reason }, { label: "Parents" }]);
    expect(body.windows[1]).not.toHaveProperty("schools");
    expect(await board.read("ADMISSION")).toEqual(
      expect.arrayContaining([
        {
          id: `window#${body.windows[0].windowId}`,
          until: seconds(inHours(96)),
          window: {
            roles: ["pupil"],
            schools: ["0990001N", "0990004S"],
            weekdays: [1, 2, 3, 4, 5],
            from: "08:00",
            to: "12:00",
            since: MONDAY / 1000,
            until: seconds(inHours(96)),
          },
        },
        expect.objectContaining({ window: expect.objectContaining({ schools: "all" }) }),
      ]),
    );
    ahead = 97;
    expect((await read()).windows).toEqual([]);
  });

  it("are ended one by one before their time", async () => {
    const { windows } = (await save([draft(), draft({ label: "Le soir", from: "17:00", to: "19:00" })])).body;
    const params = { windowId: windows[0].windowId };
    const ended = await ask("endWindow", operator, { params });
    expect(ended.body.windows).toMatchObject([{ label: "Le soir" }]);
    expect(await board.read("ADMISSION")).toHaveLength(1);
    expect((await ask("endWindow", operator, { params })).body.version).toBe(ended.body.version);
  });

  it("are previewed hour by hour, as they are and as planned, and nothing is saved", async () => {
    await save([draft({ levels: ["lycee"], from: "13:30", to: "18:00" })]);
    const { status, body } = await ask("previewWindows", operator, { body: { windows: [draft()] } });
    expect(status).toBe(200);
    expect(body.lines).toHaveLength(2);
    const [college, lycee] = body.lines;
    expect(college).toMatchObject({ role: "pupil", level: "college", schools: 2, classes: 35 });
    // From Monday 7:00 to Friday 7:00, when the plan ends: outside mornings from 8:00 to noon.
    expect(college.days[0].day).toBe("2026-11-23");
    expect(college.days[1].after.map((hour: string) => hour[0]).join("")).toBe(
      "ccccccccooooccccccccccccc".slice(0, 24),
    );
    expect(new Set(college.days[1].before)).toEqual(new Set(["open"]));
    expect(new Set(college.days[6].after)).toEqual(new Set(["open"]));
    expect(college.hoursLost).toBe(1 + 12 + 3 * 20 + 7);
    expect(lycee.days[1]).toMatchObject({ before: lycee.days[1].after });
    expect(lycee.days[1].after.slice(13, 15)).toEqual(["partly", "open"]);
    expect(body.text).toBe(
      "Ce plan change l’accès dans 2 collèges. L’appel, les cours du jour et la connexion restent ouverts à tous.",
    );
    expect((await read()).windows).toHaveLength(1);
  });

  it("of a kind of school that the cell has not are refused: they would concern nobody", async () => {
    const { status, body } = await save([draft({ levels: ["primary"] })]);
    expect([status, body.errors[0].field]).toEqual([400, "body.windows.0.levels"]);
  });

  it.each([
    ["without an end to come", { until: "2026-11-20T00:00:00.000Z" }, "until"],
    ["for more than eight weeks", { until: "2027-01-19T06:00:00.000Z" }, "until"],
    ["that begin after their end", { since: "2026-12-20T00:00:00.000Z" }, "since"],
    ["on the same day twice", { weekdays: [1, 1] }, "weekdays"],
  ])("%s are refused, field by field", async (_, more, field) => {
    const { status, body } = await save([draft(), draft(more)]);
    expect([status, body.errors[0].field]).toEqual([400, `body.windows.1.${field}`]);
  });
});

describe("an authority", () => {
  it("reads and tries plans out; it switches nothing", async () => {
    await level(1);
    expect(await read(authority)).toMatchObject({ level: 1 });
    expect((await ask("previewWindows", authority, { body: { windows: [draft()] } })).status).toBe(200);
    const body = { level: 0, until: inHours(1), reason, version: 1 };
    expect((await ask("setLevel", authority, { body })).status).toBe(403);
    expect((await ask("endLevel", authority)).status).toBe(403);
  });
});
