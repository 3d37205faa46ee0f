import { EVERY_WEEK, packSlot, type Slot } from "@preau/calendar";
import type { Call } from "@preau/runtime";
import { LostRace } from "@preau/store";
import { describe, expect, it } from "vitest";
import { changeLesson } from "./change-lesson.ts";
import type { LessonPatch, timetableContract } from "./contract.ts";
import type { MainChange } from "./lesson-change.ts";
import { lessonsOf, type ReadView } from "./lessons.ts";
import { readRoomOccupancy } from "./read-room-occupancy.ts";

type ChangeCall = Call<typeof timetableContract.routes.changeLesson>;
type OccupancyCall = Call<typeof timetableContract.routes.readRoomOccupancy>;

const DAY = "2026-11-23";
const LESSON = "les_0000000000006aaaaaa_20261123";
const C3 = "roo_00000000000c3";
const B12 = "roo_0000000000b12";
const slot = {
  key: "aaaaaa",
  weekday: 1,
  start: "08:00",
  minutes: 55,
  weeks: EVERY_WEEK,
  subject: { code: "LATIN", label: "Latin" },
  teachers: [{ id: "per_0000000teacher", name: "Solène BRIAC" }],
  audiences: [{ id: "aud_0000000000006", code: "6LAT" }],
  room: { id: B12, label: "B12" },
} as unknown as Slot;

/** One Latin lesson of a group drawn from two classes, and what was written about it. */
const monday = (before?: Partial<MainChange>) => {
  let view: ReadView = {
    slots: [packSlot(slot)],
    changes: before ? [{ lessonId: LESSON, day: DAY, status: "planned", version: 1, ...before } as MainChange] : [],
  };
  const written: MainChange[] = [];
  const store = {
    readView: async () => view,
    room: async ({ viewId }: { viewId: string }) => (viewId === C3 ? { label: "C3" } : undefined) as never,
    teachersNamed: async (_year: object, ids: readonly string[]) =>
      ids
        .filter((id) => id === "per_000substitute")
        .map((personId) => ({ personId, familyName: "SORBIER", givenName: "Ivan" })) as never,
    audiences: async () => [{ classIds: ["aud_class6a", "aud_class6b"] }] as never,
    change: async (_main: object, change: MainChange) => {
      if (change.label === "Course perdue") {
        view = { ...view, changes: [{ ...change, label: "Grève", version: 1 }] };
        throw new LostRace();
      }
      written.push(change);
    },
  };
  const patch = async (body: object, lessonId = LESSON) => {
    const call = { params: { schoolId: "0990001N", lessonId }, body: body as LessonPatch, remember: () => undefined };
    return (await changeLesson(call as unknown as ChangeCall, { store })).body;
  };
  return { patch, written };
};

describe("when the office changes a lesson of the day", () => {
  it("cancelled, it says why, and everybody concerned is on the change", async () => {
    const { patch, written } = monday();
    const lesson = await patch({ status: "cancelled", label: "Professeur absent", version: 0 });
    expect(lesson).toMatchObject({ lessonId: LESSON, status: "cancelled", label: "Professeur absent", version: 1 });
    expect(written).toMatchObject([
      { classIds: ["aud_class6a", "aud_class6b"], teacherIds: ["per_0000000teacher"], roomIds: [B12], version: 1 },
    ]);
  });

  it("moved, it shows the other room, and both rooms are told", async () => {
    const { patch, written } = monday();
    expect(await patch({ status: "moved", roomId: C3, version: 0 })).toMatchObject({ room: { id: C3, label: "C3" } });
    expect(written[0]?.roomIds).toEqual([B12, C3]);
  });

  it("given by somebody else, it shows them, and both are told, also when it is given back", async () => {
    const { patch, written } = monday();
    const teachers = [{ id: "per_000substitute", name: "Ivan SORBIER" }];
    expect(await patch({ teacherIds: ["per_000substitute"], version: 0 })).toMatchObject({
      status: "planned",
      teachers,
    });
    expect(written[0]?.teacherIds).toEqual(["per_0000000teacher", "per_000substitute"]);
    const back = monday(written[0]);
    expect((await back.patch({ teacherIds: null, version: 1 })).teachers).toEqual(slot.teachers);
    expect(back.written[0]?.teacherIds).toContain("per_000substitute");
  });

  it("is given to nobody who does not teach in the school", async () => {
    const { patch } = monday();
    await expect(patch({ teacherIds: ["per_00000stranger"], version: 0 })).rejects.toMatchObject({
      code: "invalid-request",
    });
  });

  it("put back, it is as every week, and the room it was moved to is told too", async () => {
    const { patch, written } = monday({
      status: "moved",
      room: { id: C3, label: "C3" } as Slot["room"],
      roomIds: [B12, C3] as never,
    });
    const lesson = await patch({ status: "planned", version: 1 });
    expect(lesson).toMatchObject({ status: "planned", room: { id: B12 }, version: 2 });
    expect(lesson).not.toHaveProperty("label");
    expect(written[0]?.roomIds).toEqual([B12, C3]);
  });

  it("changed by somebody else meanwhile, it is refused with the state that won", async () => {
    const seen = monday({ status: "cancelled", label: "Grève" });
    await expect(seen.patch({ status: "planned", version: 0 })).rejects.toMatchObject({
      code: "version-conflict",
      details: { current: { status: "cancelled", label: "Grève", version: 1 } },
    });
    const raced = monday();
    await expect(raced.patch({ status: "cancelled", label: "Course perdue", version: 0 })).rejects.toMatchObject({
      code: "version-conflict",
      details: { current: { label: "Grève", version: 1 } },
    });
  });

  it.each([
    [{ status: "moved", version: 0 }, "body.roomId"],
    [{ status: "moved", roomId: "roo_nowhere", version: 0 }, "body.roomId"],
    [{ status: "cancelled", roomId: C3, version: 0 }, "body.roomId"],
    [{ roomId: C3, version: 0 }, "body.status"],
    [{ label: "Contrôle", version: 0 }, "body.status"],
  ])("%j is refused naming %s", async (body, field) =>
    expect(monday().patch(body)).rejects.toMatchObject({ code: "invalid-request", details: { errors: [{ field }] } }),
  );

  it("a reason may be reworded, and taken back with null", async () => {
    const cancelled = { status: "cancelled", label: "Grève" } as const;
    expect(await monday(cancelled).patch({ label: "Sortie", version: 1 })).toMatchObject({ label: "Sortie" });
    expect(await monday(cancelled).patch({ label: null, version: 1 })).not.toHaveProperty("label");
  });

  it.each([
    ["no such slot", "les_0000000000006zzzzzz_20261123"],
    ["not that weekday", "les_0000000000006aaaaaa_20261124"],
  ])("%s: the lesson does not exist", async (_why, lessonId) =>
    expect(monday().patch({ status: "cancelled", version: 0 }, lessonId)).rejects.toMatchObject({ code: "not-found" }),
  );
});

describe("the occupancy of a room", () => {
  const occupants = async (roomId: string, view: ReadView) => {
    const call = { params: { schoolId: "0990001N", roomId }, query: { day: DAY } } as unknown as OccupancyCall;
    const store = { readView: async () => view, room: async () => ({ label: "Salle" }) as never };
    return (await readRoomOccupancy(call, { store, now: () => new Date() })).body.items;
  };
  const moved = {
    lessonId: LESSON,
    day: DAY,
    status: "moved",
    room: { id: C3, label: "C3" },
    version: 1,
  } as MainChange;

  it("has the lessons of the week, without those cancelled that day", async () => {
    expect(await occupants(B12, { slots: [packSlot(slot)], changes: [] })).toHaveLength(1);
    expect(await occupants(B12, { slots: [packSlot(slot)], changes: [{ ...moved, status: "cancelled" }] })).toEqual([]);
  });

  it("has a lesson that moved in, and no longer one that moved out or back", async () => {
    expect(await occupants(C3, { slots: [], changes: [{ ...moved, slot: packSlot(slot) }] })).toMatchObject([
      { lessonId: LESSON, room: { id: C3 } },
    ]);
    expect(await occupants(B12, { slots: [packSlot(slot)], changes: [moved] })).toEqual([]);
    const back = { lessonId: moved.lessonId, day: moved.day, status: "planned" as const, version: 2 };
    expect(await occupants(C3, { slots: [], changes: [{ ...back, slot: packSlot(slot) }] })).toEqual([]);
  });

  it("shows a lesson moved in on its day only", () => {
    const view = { slots: [], changes: [{ ...moved, slot: packSlot(slot) }] };
    expect(lessonsOf("0990001N" as never, ["2026-11-23", "2026-11-30"], [view]).map(({ day }) => day)).toEqual([DAY]);
  });
});
