import type { PersonId, SchoolId } from "@preau/contract";
import { openTable } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { openDetentionStore } from "./detention-store.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { timetable } from "./manifest.ts";
import { openProjectionStore } from "./projection-store.ts";

const year = { schoolId: "0990001N" as SchoolId, schoolYear: 2026 };
const personId = "per_7k2mq4x9d0abc" as PersonId;
const erased = personErasedV1.schema.parse({ ...personErasedV1.example, version: 9 });

let world: {
  store: ReturnType<typeof openProjectionStore>;
  erasures: ReturnType<typeof openErasureStore>;
  detentions: ReturnType<typeof openDetentionStore>;
};
beforeEach(async () => {
  const table = openTable(await freshTable(timetable));
  world = {
    store: openProjectionStore(table),
    erasures: openErasureStore(table),
    detentions: openDetentionStore(table),
  };
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
  it("is of no class, in no detention and no teacher any more", async () => {
    const slot = { day: "2026-11-25", start: "14:00", end: "16:00", place: "P2", label: "Retenue" };
    const kept = { familySees: true, stands: true, version: 1 };
    await world.detentions.keepDetention({
      ...year,
      pupilId: personId,
      measureId: "mea_0t2mq4x9d0abc",
      ...slot,
      ...kept,
    });
    await erasePerson(erased, world);
    const pupil = { ...year, pupilId: personId };
    expect(await world.detentions.detentionsOf(pupil, "2026-09-01", "2027-07-31")).toEqual([]);
    expect(await world.store.audiencesOf({ ...year, pupilId: personId })).toEqual([]);
    expect(await world.store.teachers(year)).toEqual([]);
  });

  it("still teaches when they were named again since", async () => {
    await erasePerson({ ...erased, version: 4 }, world);
    expect(await world.store.teachers(year)).toHaveLength(1);
  });
});
