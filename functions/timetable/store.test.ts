import { EVERY_WEEK, packSlot, type Slot } from "@preau/calendar";
import type { AudienceId, Day, LessonId, PersonId, RoomId } from "@preau/contract";
import { LostRace, openReplies, openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import type { ViewDay } from "./day.ts";
import { changeEntity, dayEntity, teacherEntity, viewEntity } from "./entities.ts";
import type { MainChange } from "./lesson-change.ts";
import { timetable } from "./manifest.ts";
import { openTimetableStore, type TimetableStore } from "./store.ts";

const year = { schoolId: "0990001N", schoolYear: 2026 };
const SIXTH = "aud_00000000sixth" as AudienceId;
const LATIN = "aud_00000000latin" as AudienceId;
const TEACHER = "per_00000000briac" as PersonId;
const B12 = "roo_0000000000b12" as RoomId;
const C3 = "roo_00000000000c3" as RoomId;
const MONDAY = "2026-11-23" as Day;

const slotAt = (hour: number, changes: Partial<Slot> = {}): Slot => ({
  key: `slot0${hour % 10}`,
  weekday: 1,
  start: `${String(hour).padStart(2, "0")}:00`,
  minutes: 55,
  weeks: EVERY_WEEK,
  subject: { code: "HISTOIRE-GEOGRAPHIE", label: "Histoire-géographie-EMC" },
  teachers: [{ id: TEACHER, name: "Solène BRIAC-LEVASSEUR" }],
  audiences: [{ id: SIXTH, code: "6A" }],
  room: { id: B12, label: "B12 - sciences" },
  ...changes,
});

const dayOf = (viewId: string, weekday: number, slots: readonly Slot[], version = 1): ViewDay => ({
  ...year,
  viewId,
  kind: "audience",
  weekday,
  classes: [SIXTH],
  slots: slots.map(packSlot),
  hash: `h${version}`,
  version,
});

const eightLessons = [8, 9, 10, 11, 13, 14, 15, 16].map((hour) => slotAt(hour));

let store: TimetableStore;
let table: ReturnType<typeof openTable>;
beforeAll(async () => {
  table = openTable(await freshTable(timetable));
  store = openTimetableStore(table);
});

const reply = (key: string) =>
  openReplies(table).remember({ accountId: "acc_1", key, fingerprint: "f" }, { status: 200, body: {} }, new Date());

const change = (version: number, changes: Partial<MainChange> = {}): MainChange => ({
  lessonId: "les_00000000sixthslot08_20261123" as LessonId,
  day: MONDAY,
  status: "cancelled",
  version,
  audienceIds: [SIXTH, LATIN],
  classIds: [SIXTH],
  teacherIds: [TEACHER],
  roomIds: [B12],
  ...changes,
});

describe("the keys of the timetable", () => {
  it("begin with the school, its year, and what spreads them", () => {
    const { pk, sk } = dayEntity(table).computeKey?.({ ...year, viewId: SIXTH, weekday: 1 }) ?? {};
    expect([pk, sk]).toEqual([`SCHOOL#0990001N#2026#VIEW#${SIXTH}`, "DAY#1"]);
    expect(
      changeEntity(table).computeKey?.({ ...year, viewId: SIXTH, day: MONDAY, lessonId: change(1).lessonId }),
    ).toEqual({
      pk: `SCHOOL#0990001N#2026#VIEW#${SIXTH}`,
      sk: "CHANGE#2026-11-23#les_00000000sixthslot08_20261123",
    });
    expect(viewEntity(table).computeKey?.({ ...year, viewId: B12, kind: "room", label: "Salle é2" })).toEqual({
      pk: "SCHOOL#0990001N#2026#VIEWS#room",
      sk: `VIEW#SALLE E2#${B12}`,
    });
    expect(teacherEntity(table).computeKey?.({ ...year, personId: TEACHER })).toMatchObject({
      pk: expect.stringMatching(/^SCHOOL#0990001N#2026#TEACHERS#[0-3]$/),
    });
  });
});

describe("the timetable of a class", () => {
  const CLASS = "aud_0000000000day";
  beforeAll(async () => {
    await store.keepDays(
      [1, 2, 3, 4, 5].map((weekday) => ({
        day: dayOf(
          CLASS,
          weekday,
          eightLessons.map((slot) => ({ ...slot, weekday })),
        ),
        read: undefined,
      })),
    );
  });

  it("is read for a day within one read unit and one round trip, exceptions included", async () => {
    resetCapacity();
    const view = await store.readView({ ...year, viewId: CLASS }, MONDAY, MONDAY);
    expect(readCapacity()).toMatchObject({ rru: 1, roundTrips: 1 });
    expect(view.slots.map(([, weekday]) => weekday)).toEqual(Array(8).fill(1));
  });

  it("is read for a week within two read units and one round trip", async () => {
    resetCapacity();
    const view = await store.readView({ ...year, viewId: CLASS }, MONDAY, "2026-11-29");
    const { rru, roundTrips } = readCapacity();
    expect(rru).toBeLessThanOrEqual(2);
    expect(roundTrips).toBe(1);
    expect(view.slots).toHaveLength(40);
  });

  it("is read whole for days on both sides of a Sunday", async () => {
    expect((await store.readView({ ...year, viewId: CLASS }, "2026-11-27", "2026-11-30")).slots).toHaveLength(40);
  });

  it("is not written over by an import that read an older state", async () => {
    await expect(store.keepDays([{ day: dayOf(CLASS, 1, []), read: 7 }])).rejects.toThrow(LostRace);
    await expect(store.keepDays([{ day: dayOf(CLASS, 1, []), read: undefined }])).rejects.toThrow(LostRace);
  });

  it("tells the import what it holds without its lessons", async () => {
    const keys = [1, 6].map((weekday) => ({ viewId: CLASS, weekday }));
    expect(await store.keptDays(year, keys)).toEqual([
      { viewId: CLASS, weekday: 1, classes: [SIXTH], hash: "h1", version: 1 },
    ]);
  });

  it("is compared a hundred days at a time", async () => {
    const keys = Array.from({ length: 250 }, (_, n) => ({ viewId: n === 249 ? CLASS : `aud_${n}`, weekday: 1 }));
    resetCapacity();
    expect(await store.keptDays(year, keys)).toHaveLength(1);
    expect(readCapacity().commands).toEqual({ BatchGetItem: 3 });
  });
});

describe("a lesson changed on one day", () => {
  const main = { ...year, viewId: SIXTH };
  const seen = async (viewId: string) => (await store.readView({ ...year, viewId }, MONDAY, MONDAY)).changes;

  it("is seen at once by the class, the group, the teacher and the room, for 12 write units", async () => {
    resetCapacity();
    await store.change(main, change(1), slotAt(8), reply("first-key"));
    const { wru, roundTrips } = readCapacity();
    expect(wru).toBeLessThanOrEqual(12);
    expect(roundTrips).toBe(1);
    for (const viewId of [SIXTH, LATIN, TEACHER, B12]) expect(await seen(viewId)).toMatchObject([{ version: 1 }]);
    expect((await seen(SIXTH))[0]).toMatchObject({ classIds: [SIXTH], teacherIds: [TEACHER] });
  });

  it("is refused to whoever read an older version, and nothing is half-written", async () => {
    await expect(store.change(main, change(1, { label: "Grève" }), slotAt(8), reply("second-key"))).rejects.toThrow(
      LostRace,
    );
    expect(await seen(TEACHER)).toMatchObject([{ version: 1 }]);
    expect((await seen(TEACHER))[0]).not.toHaveProperty("label");
  });

  it("moved to another room brings its slot there, and both rooms know", async () => {
    const moved = change(2, { status: "moved", room: { id: C3, label: "C3" }, roomIds: [B12, C3] });
    await store.change(main, moved, slotAt(8), reply("third-key"));
    expect(await seen(C3)).toMatchObject([{ status: "moved", slot: packSlot(slotAt(8)) }]);
    expect((await seen(B12))[0]).not.toHaveProperty("slot");
    await store.change(main, change(3, { status: "planned", roomIds: [B12, C3] }), slotAt(8), reply("fourth-key"));
    expect((await seen(C3))[0]).not.toHaveProperty("slot");
  });

  it("is not seen on other days", async () => {
    expect((await store.readView(main, "2026-11-24", "2026-11-29")).changes).toEqual([]);
  });
});

describe("the rooms of the school", () => {
  it("are listed by label a page at a time, and found by id", async () => {
    for (const [viewId, label] of [
      ["roo_0000000000003", "Gymnase"],
      ["roo_0000000000001", "B12"],
      ["roo_0000000000002", "Éole"],
    ] as const)
      await store.keepViews(year, [{ viewId, kind: "room", label }]);
    resetCapacity();
    const first = await store.rooms(year, { limit: 2 });
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
    const rest = await store.rooms(year, { limit: 2, cursor: first.cursor });
    expect([...first.items, ...rest.items].map(({ label }) => label)).toEqual(["B12", "Éole", "Gymnase"]);
    expect(await store.room({ ...year, viewId: "roo_0000000000002" })).toMatchObject({ label: "Éole" });
    expect((await store.views(year)).map(({ kind }) => kind)).toEqual(["room", "room", "room"]);
  });
});
