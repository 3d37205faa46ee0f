import type { PersonId, SchoolId } from "@preau/contract";
import { openTable } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { timetable } from "./manifest.ts";
import { openProjectionStore } from "./projection-store.ts";

const year = { schoolId: "0990001N" as SchoolId, schoolYear: 2026 };
const personId = "per_7k2mq4x9d0abc" as PersonId;
const erased = personErasedV1.schema.parse({ ...personErasedV1.example, version: 9 });

let world: { store: ReturnType<typeof openProjectionStore>; erasures: ReturnType<typeof openErasureStore> };
beforeEach(async () => {
  const table = openTable(await freshTable(timetable));
  world = { store: openProjectionStore(table), erasures: openErasureStore(table) };
  await world.store.keepMemberships([
    { ...year, pupilId: personId, audienceId: "aud_7k2mq4x9d0abc" as never, member: true, version: 5 },
  ]);
  await world.store.keepTeacher({
    ...year,
    personId,
    familyName: "BRIAC",
    givenName: "Solène",
    teaches: true,
    version: 5,
  });
});

describe("somebody who is erased", () => {
  it("is of no class and no teacher any more", async () => {
    await erasePerson(erased, world);
    expect(await world.store.audiencesOf({ ...year, pupilId: personId })).toEqual([]);
    expect(await world.store.teachers(year)).toEqual([]);
  });

  it("still teaches when they were named again since", async () => {
    await erasePerson({ ...erased, version: 4 }, world);
    expect(await world.store.teachers(year)).toHaveLength(1);
  });
});
