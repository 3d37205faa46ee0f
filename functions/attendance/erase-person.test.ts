import { openTable } from "@preau/store";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { beforeEach, describe, expect, it } from "vitest";
import { aClass, aSlot, MONDAY, onMonday } from "../../test/support/a-class.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { absenceEntity, registerEntity, rosterEntity } from "./entities.ts";
import { erasePerson } from "./erase-person.ts";
import { type ErasureStore, openErasureStore } from "./erasure-store.ts";
import { attendance } from "./manifest.ts";
import type { PackedRegister } from "./pack.ts";
import { packRoster } from "./pack.ts";
import { openPupilFileStore } from "./retention/pupil-file-store.ts";

const roster = aClass("6A", 3);
const [nina, zoe] = roster.pupils;
if (nina === undefined || zoe === undefined) throw new Error("a class of three has two pupils");
const scope = { schoolId: roster.schoolId as string, schoolYear: 2026 };
const audienceId = roster.audience.id;
const lessonId = onMonday(aSlot({ id: audienceId, code: "6A" }, "per_7k2mq4x9d0abc" as never));
const erased = {
  ...roster,
  personId: nina.pupilId,
  version: 9,
  erasedAt: "2027-02-28T02:30:00.000Z",
  audienceIds: [audienceId],
  relatedIds: [],
};
const register = {
  called: "",
  classes: [],
  audiences: ["6A"],
  teachers: [],
  lesson: ["08:00", "08:55", "Maths"],
  facts: [
    [
      1,
      "7k2mq4x9d0abc",
      "teacher",
      "2026-11-23T07:04:00Z",
      [nina, zoe].map((pupil) => [pupil.pupilId.slice(4), 0, pupil.familyName, pupil.givenName, "A", 0]),
    ],
  ],
} as unknown as PackedRegister;

const removed: string[] = [];
const objects = { remove: async (key: string) => void removed.push(key) };
let erasures: ErasureStore;
let deps: Parameters<typeof erasePerson>[1];
let table: ReturnType<typeof openTable>;
beforeEach(async () => {
  table = openTable(await freshTable(attendance));
  erasures = openErasureStore(table);
  deps = { erasures, files: openPupilFileStore(table), objects };
  const day = MONDAY;
  await registerEntity(table)
    .build(PutItemCommand)
    .item({ ...scope, audienceId, day, lessonId, version: 1, register })
    .send();
  await rosterEntity(table)
    .build(PutItemCommand)
    .item({ ...scope, audienceId, version: 5, roster: packRoster({ ...roster, classes: roster.classes }) })
    .send();
  await absenceEntity(table)
    .build(PutItemCommand)
    .item({
      ...scope,
      pupilId: nina.pupilId,
      day,
      start: "08:00",
      lessonId,
      end: "08:55",
      subject: "Maths",
      status: "absent",
      version: 1,
    })
    .send();
});
const registerNow = async () => {
  let kept: PackedRegister | undefined;
  await erasures.rewriteRegister(scope, lessonId, (one) => {
    kept = one;
    return one;
  });
  return JSON.stringify(kept);
};
const namesNow = async () => {
  let names: readonly string[] = [];
  await erasures.rewriteRoster(scope, audienceId, 99, (one) => {
    names = one.pupils.map(([id]) => `per_${id}`);
    return one;
  });
  return names;
};

describe("a pupil who is erased", () => {
  it("has no file any more, is on no list, and is nameless in the registers that stay", async () => {
    await erasePerson(erased, deps);
    await erasePerson(erased, deps);
    expect(await erasures.lessonsOf(scope, nina.pupilId)).toEqual([]);
    expect(await namesNow()).toEqual(roster.pupils.slice(1).map(({ pupilId }) => pupilId));
    expect(await registerNow()).not.toContain(nina.givenName);
    expect(await registerNow()).toContain("Élève effacé");
    expect(await registerNow()).toContain(zoe.givenName);
  });

  it("stays on a list that is newer than the erasure: they came back", async () => {
    await erasePerson({ ...erased, version: 4 }, deps);
    expect(await namesNow()).toContain(nina.pupilId);
  });
});
