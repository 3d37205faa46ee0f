import { EVERY_WEEK, fortnight, packSlot, type Slot } from "@preau/calendar";
import type { Day, LessonId } from "@preau/contract";
import { principalOf } from "@preau/policy";
import type { Call } from "@preau/runtime";
import { describe, expect, it } from "vitest";
import type { timetableContract } from "./contract.ts";
import type { ReadView } from "./lessons.ts";
import { readLessons } from "./read-lessons.ts";

type ReadCall = Call<typeof timetableContract.routes.readLessons>;

const SCHOOL = "0990001N";
const teacher = `${SCHOOL}:teacher:per_0000000teacher`;
const pupil = `${SCHOOL}:pupil:per_000000000nina`;
const guardian = `${SCHOOL}:guardian:per_0000000mother`;
const NINA = `${SCHOOL}:per_000000000nina`;
const ZOE = `${SCHOOL}:per_0000000000zoe`;

const slot = (key: string, start: string, changes: Partial<Slot> = {}): Slot =>
  ({
    key,
    weekday: 1,
    start,
    minutes: 55,
    weeks: EVERY_WEEK,
    subject: { code: "MATHS", label: "Mathématiques" },
    teachers: [],
    audiences: [{ id: "aud_0000000000006", code: "6A" }],
    ...changes,
  }) as Slot;

const views: Record<string, ReadView> = {
  per_0000000teacher: { slots: [packSlot(slot("aaaaaa", "08:00"))], changes: [] },
  aud_0000000000006: { slots: [packSlot(slot("bbbbbb", "10:00")), packSlot(slot("aaaaaa", "08:00"))], changes: [] },
  aud_0000000latin: { slots: [packSlot(slot("bbbbbb", "10:00")), packSlot(slot("cccccc", "09:00"))], changes: [] },
};

const ask = async (claims: { memberships: string; children?: string }, query: object = {}) => {
  const asked: string[][] = [];
  const call = { principal: principalOf({ sub: "acc_1", ...claims }), params: { schoolId: SCHOOL }, query };
  const reply = await readLessons(call as unknown as ReadCall, {
    store: {
      audiencesOf: async ({ pupilId }) =>
        (pupilId === "per_000000000nina" ? ["aud_0000000000006", "aud_0000000latin"] : []) as never[],
      detentionsOf: async () => [],
      readView: async ({ viewId }, from, to) => {
        asked.push([viewId, from, to]);
        return views[viewId] ?? { slots: [], changes: [] };
      },
    },
    now: () => new Date("2026-11-23T06:55:00Z"),
  });
  return { ...reply.body, asked };
};

describe("the lessons of a day", () => {
  it("are a teacher's own, today, when nothing is asked for", async () => {
    const { asked, items } = await ask({ memberships: teacher });
    expect(asked).toEqual([["per_0000000teacher", "2026-11-23", "2026-11-23"]]);
    expect(items).toMatchObject([{ start: "08:00", end: "08:55", schoolId: SCHOOL, status: "planned", version: 0 }]);
  });

  it("of a pupil are those of the class and the groups, each once, by the clock", async () => {
    const { items, pupilId } = await ask({ memberships: pupil });
    expect(items.map(({ start }) => start)).toEqual(["08:00", "09:00", "10:00"]);
    expect(pupilId).toBe("per_000000000nina");
  });

  it("of an only child need not be chosen by the parent, those of one of two must", async () => {
    expect((await ask({ memberships: guardian, children: NINA })).items).toHaveLength(3);
    await expect(ask({ memberships: guardian, children: `${NINA} ${ZOE}` })).rejects.toMatchObject({
      code: "invalid-request",
      details: { errors: [{ field: "query.pupilId" }] },
    });
  });

  it.each([
    ["a pupil for another pupil", { memberships: pupil }, { pupilId: "per_0000000000zoe" }],
    [
      "a parent for another family's child",
      { memberships: guardian, children: NINA },
      { pupilId: "per_0000000000zoe" },
    ],
    ["a pupil for a class", { memberships: pupil }, { audienceId: "aud_0000000000006" }],
    ["a parent for a teacher", { memberships: guardian, children: NINA }, { teacherId: "per_0000000teacher" }],
    ["a pupil for a room", { memberships: pupil }, { roomId: "roo_0000000000b12" }],
    [
      "a teacher of another school for a pupil",
      { memberships: "0990002P:teacher:per_x" },
      { pupilId: "per_0000000000zoe" },
    ],
  ])("do not exist when asked by %s", async (_who, claims, query) =>
    expect(ask(claims, query)).rejects.toMatchObject({ code: "not-found" }),
  );

  it.each(["cpe", "supervisor", "head", "office", "librarian"])(
    "of everybody may be read by %s, who must choose",
    async (role) => {
      const memberships = `${SCHOOL}:${role}:per_0000000000cpe`;
      expect((await ask({ memberships }, { audienceId: "aud_0000000000006" })).items).toHaveLength(2);
      expect((await ask({ memberships }, { pupilId: "per_000000000nina" })).items).toHaveLength(3);
      await expect(ask({ memberships })).rejects.toMatchObject({ code: "invalid-request" });
    },
  );

  it("are asked for one timetable at a time", async () =>
    expect(
      ask({ memberships: teacher }, { roomId: "roo_0000000000b12", audienceId: "aud_0000000000006" }),
    ).rejects.toMatchObject({
      code: "invalid-request",
    }));

  it.each([
    ["2026-11-23", "2026-11-30", "Demandez 7 jours au plus."],
    ["2026-11-23", "2026-11-22", "La fin ne peut pas précéder le début."],
  ])("from %s to %s are refused", async (from, to, message) =>
    expect(ask({ memberships: teacher }, { from, to })).rejects.toMatchObject({
      details: { errors: [{ field: "query.to", message }] },
    }),
  );

  it("of a week of the other fortnight leave the alternate lessons out", async () => {
    views.aud_alternate0000 = { slots: [packSlot(slot("dddddd", "08:00", { weeks: fortnight(0) }))], changes: [] };
    const week = async (from: string, to: string) =>
      (await ask({ memberships: teacher }, { audienceId: "aud_alternate0000", from, to })).items.map(({ day }) => day);
    expect(await week("2026-11-23", "2026-11-29")).toEqual(["2026-11-23"]);
    expect(await week("2026-11-30", "2026-12-06")).toEqual([]);
  });

  it("show what was changed that day and no other, and a lesson put back with its version", async () => {
    const change = { lessonId: "les_0000000000006aaaaaa_20261123" as LessonId, day: "2026-11-23" as Day };
    const shown = async (status: "planned" | "cancelled") => {
      views.aud_changed000000 = {
        slots: [packSlot(slot("aaaaaa", "08:00"))],
        changes: [{ ...change, status, version: 2, ...(status === "cancelled" && { label: "Professeur absent" }) }],
      };
      return (await ask({ memberships: teacher }, { audienceId: "aud_changed000000" })).items;
    };
    expect(await shown("cancelled")).toMatchObject([{ status: "cancelled", label: "Professeur absent", version: 2 }]);
    expect(await shown("planned")).toMatchObject([{ status: "planned", version: 2 }]);
  });
});
