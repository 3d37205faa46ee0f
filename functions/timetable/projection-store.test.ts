import type { AudienceId, PersonId } from "@preau/contract";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { timetable } from "./manifest.ts";
import { openProjectionStore } from "./projection-store.ts";

const year = { schoolId: "0990001N", schoolYear: 2026 };
const SIXTH = "aud_00000000sixth" as AudienceId;
const LATIN = "aud_00000000latin" as AudienceId;
const TEACHER = "per_00000000briac" as PersonId;

let store: ReturnType<typeof openProjectionStore>;
beforeAll(async () => {
  store = openProjectionStore(openTable(await freshTable(timetable)));
});

describe("what the timetable remembers of the directory", () => {
  it("a teacher's name is that of the latest event, and whoever left is not matched", async () => {
    const briac = { ...year, personId: TEACHER, familyName: "BRIAC", givenName: "Solène", teaches: true, version: 2 };
    await store.keepTeacher(briac);
    await store.keepTeacher({ ...briac, familyName: "MARTIN", version: 1 });
    await store.keepTeacher({ ...briac, personId: "per_0000000000002" as PersonId, teaches: false });
    expect((await store.teachers(year)).map(({ familyName }) => familyName)).toEqual(["BRIAC"]);
  });

  it("a pupil who left a group does not come back with an older roster", async () => {
    const gone = { ...year, pupilId: "per_0000000000tom", audienceId: LATIN };
    await store.keepMemberships([{ ...gone, member: false, version: 2 }]);
    await store.keepMemberships([{ ...gone, member: true, version: 1 }]);
    expect(await store.audiencesOf(gone)).toEqual([]);
  });

  it("a pupil's class and groups are read for half a read unit", async () => {
    const pupil = { ...year, pupilId: "per_000000000nina" };
    for (const [audienceId, member] of [
      [SIXTH, true],
      [LATIN, false],
    ] as const)
      await store.keepMemberships([{ ...pupil, audienceId, member, version: 1 }]);
    resetCapacity();
    expect(await store.audiencesOf(pupil)).toEqual([SIXTH]);
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
  });
});
