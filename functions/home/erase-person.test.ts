import { openTable } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { aClass } from "../../test/support/a-class.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { home } from "./manifest.ts";
import { projectRoster } from "./project-roster.ts";
import { openHomeStore } from "./store.ts";

const roster = aClass("6A", 2, 5);
const [nina, zoe] = roster.pupils;
if (nina === undefined || zoe === undefined) throw new Error("a class of two has two pupils");
const [mother = ""] = nina.guardianIds;
const erased = {
  ...roster,
  personId: nina.pupilId,
  version: 9,
  erasedAt: "2027-02-28T02:30:00.000Z",
  audienceIds: [],
  relatedIds: nina.guardianIds,
};

let world: { store: ReturnType<typeof openHomeStore>; erasures: ReturnType<typeof openErasureStore> };
beforeEach(async () => {
  const table = openTable(await freshTable(home));
  world = { store: openHomeStore(table), erasures: openErasureStore(table) };
  await projectRoster(roster, { store: world.store, now: () => new Date("2026-11-23T07:00:00Z") });
});
const cardsOf = async (personId: string) =>
  (await world.store.family({ schoolId: roster.schoolId, schoolYear: 2026, personId })).cards.map(
    ({ pupilId }) => pupilId,
  );

describe("a pupil who is erased", () => {
  it("is on nobody's first screen, and others are where they were", async () => {
    expect(await cardsOf(mother)).toEqual([nina.pupilId]);
    await erasePerson(erased, world);
    expect(await cardsOf(mother)).toEqual([]);
    expect(await cardsOf(nina.pupilId)).toEqual([]);
    expect(await cardsOf(zoe.pupilId)).toEqual([zoe.pupilId]);
  });

  it("stays where a list newer than the erasure names them: they came back", async () => {
    await erasePerson({ ...erased, version: 4 }, world);
    expect(await cardsOf(mother)).toEqual([nina.pupilId]);
  });
});
