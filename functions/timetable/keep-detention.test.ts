import type { Payload } from "@preau/contract";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { keepDetention } from "./keep-detention.ts";
import { timetable } from "./manifest.ts";
import { readLessons } from "./read-lessons.ts";
import { openTimetableStore, type TimetableStore } from "./store.ts";

type Changed = Payload<typeof detentionChangedV1>;

const COLLEGE = "0990001N";
const NINA = "per_7k2mq4x9d0abc";
const nina = aPerson("pupil", COLLEGE, NINA);
const mother = aPerson("guardian", COLLEGE, "per_0k2mq4x9d0abd", [NINA]);
const teacher = aPerson("teacher", COLLEGE, "per_0k2mq4x9d0abe");
const cpe = aPerson("cpe", COLLEGE, "per_0k2mq4x9d0abf");
const slot = { start: "14:00", end: "16:00", place: "Permanence 2" };

let deps: { store: TimetableStore; now(): Date };
beforeEach(async () => {
  const store = openTimetableStore(openTable(await freshTable(timetable)));
  deps = { store, now: () => new Date("2026-11-23T06:55:00Z") };
});

const told = (
  version: number,
  slots: readonly [string, "planned" | "cancelled"][],
  changes: object = {},
): Promise<void> => {
  const example = detentionChangedV1.schema.parse(detentionChangedV1.example);
  const all = slots.map(([day, status]) => ({ day, status, ...slot })) as Changed["slots"];
  return keepDetention({ ...example, version, slots: all, ...changes }, deps);
};
const seenBy = async (principal: typeof nina) => {
  const query = { pupilId: NINA, from: "2026-11-23", to: "2026-11-29" };
  const call = { principal, params: { schoolId: COLLEGE }, query } as unknown as Parameters<typeof readLessons>[0];
  const { body } = await readLessons(call, deps);
  return (body.detentions ?? []).map(({ day, start, place }) => `${day} ${start} ${place}`);
};

describe("a detention", () => {
  it("is in the timetable of the pupil, for the family and school life; colleagues see the lessons alone", async () => {
    await told(1, [["2026-11-25", "planned"]]);
    for (const one of [nina, mother, cpe]) expect(await seenBy(one)).toEqual(["2026-11-25 14:00 Permanence 2"]);
    expect(await seenBy(teacher)).toEqual([]);
  });

  it("that families are not told of is for school life alone", async () => {
    await told(1, [["2026-11-25", "planned"]], { familySees: false });
    expect(await seenBy(mother)).toEqual([]);
    expect(await seenBy(nina)).toEqual([]);
    expect(await seenBy(cpe)).toHaveLength(1);
  });

  it.each([
    ["in order", [1, 2, 3]],
    ["backwards, and twice", [3, 2, 1, 3, 1]],
  ])("postponed and cancelled ends where it was left, told %s", async (_, versions) => {
    const said: Record<number, readonly [string, "planned" | "cancelled"][]> = {
      1: [["2026-11-25", "planned"]],
      2: [
        ["2026-11-25", "cancelled"],
        ["2026-11-26", "planned"],
      ],
      3: [
        ["2026-11-25", "cancelled"],
        ["2026-11-26", "cancelled"],
        ["2026-11-27", "planned"],
      ],
    };
    for (const version of versions) await told(version, said[version] ?? []);
    expect(await seenBy(mother)).toEqual(["2026-11-27 14:00 Permanence 2"]);
  });

  it("moved to another room at the same hour shows the room that holds", async () => {
    const slots = [
      { day: "2026-11-25", status: "cancelled", ...slot },
      { day: "2026-11-25", status: "planned", ...slot, place: "CDI" },
    ];
    await told(2, [], { slots });
    expect(await seenBy(mother)).toEqual(["2026-11-25 14:00 CDI"]);
  });

  it("costs half a unit more to read, and no round trip", async () => {
    await told(1, [["2026-11-25", "planned"]]);
    resetCapacity();
    await deps.store.detentionsOf({ schoolId: COLLEGE, schoolYear: 2026, pupilId: NINA }, "2026-11-23", "2026-11-29");
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
  });
});
