import type { Payload } from "@preau/contract";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import { aClass, COLLEGE } from "../../test/support/a-class.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { keepDetention } from "./keep-detention.ts";
import { home } from "./manifest.ts";
import { projectRoster } from "./project-roster.ts";
import { readHome } from "./read-home.ts";
import { type HomeStore, openHomeStore } from "./store.ts";

const sixthA = aClass("6A", 3);
const [nina, zoe] = sixthA.pupils;
if (!nina || !zoe) throw new Error("the class has pupils");
const motherOf = (pupil: typeof nina) => aPerson("guardian", COLLEGE, pupil.guardianIds[0] ?? "", [pupil.pupilId]);

let deps: { store: HomeStore; now(): Date };
beforeEach(async () => {
  deps = { store: openHomeStore(openTable(await freshTable(home))), now: () => new Date("2026-11-23T06:55:00Z") };
  await projectRoster(sixthA, deps);
});

const told = (
  version: number,
  status: "planned" | "cancelled",
  changes: Partial<Payload<typeof detentionChangedV1>> = {},
) => {
  const example = detentionChangedV1.schema.parse(detentionChangedV1.example);
  const { pupilId, classId } = nina;
  const slots = example.slots.map((slot) => ({ ...slot, status }));
  return keepDetention({ ...example, pupilId, classId, version, slots, ...changes }, deps);
};
const screenOf = async (principal: ReturnType<typeof motherOf>) => {
  const { body } = await readHome({ principal } as Parameters<typeof readHome>[0], deps);
  return body;
};

describe("a detention of today", () => {
  it("is on the screen of the pupil and the family, and on no classmate's", async () => {
    await told(1, "planned");
    const expected = [
      { pupilId: nina.pupilId, schoolId: COLLEGE, start: "14:00", end: "16:00", place: "Permanence 2" },
    ];
    expect((await screenOf(motherOf(nina))).children).toMatchObject([{ detentions: expected }]);
    expect((await screenOf(aPerson("pupil", COLLEGE, nina.pupilId))).detentions).toMatchObject(expected);
    expect((await screenOf(motherOf(zoe))).children[0]?.detentions).toBeUndefined();
    expect((await screenOf(aPerson("pupil", COLLEGE, zoe.pupilId))).detentions).toBeUndefined();
  });

  it("leaves the screen when it is cancelled, in whatever order that is heard", async () => {
    await told(2, "cancelled");
    await told(1, "planned");
    expect((await screenOf(motherOf(nina))).children[0]?.detentions).toBeUndefined();
  });

  it("is on no screen where families are not told, nor on another day's", async () => {
    await told(1, "planned", { familySees: false });
    const later = { day: "2026-11-30", start: "14:00", end: "16:00", place: "P2", status: "planned" as const };
    await told(1, "planned", { measureId: "mea_0t2mq4x9d0abd", slots: [later] });
    expect((await screenOf(motherOf(nina))).children[0]?.detentions).toBeUndefined();
  });

  it("costs nothing more to read", async () => {
    const price = async () => {
      resetCapacity();
      await screenOf(motherOf(nina));
      return readCapacity();
    };
    const { rru, roundTrips } = await price();
    await told(1, "planned");
    expect(await price()).toMatchObject({ rru, roundTrips });
  });
});
