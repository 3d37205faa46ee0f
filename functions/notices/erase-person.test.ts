import { openTable } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { notices } from "./manifest.ts";
import { noticeOf } from "./notice.ts";
import { openNoticeStore } from "./store.ts";

const register = registerSubmittedV1.schema.parse(registerSubmittedV1.example);
const [mark] = register.marks;
if (mark === undefined) throw new Error("the example marks a pupil");
const MOTHER = "per_0k2mq4x9d0abd";
const OTHER = "per_0k2mq4x9d0abe";
const zoe = { ...mark, pupilId: "per_0k2mq4x9d0abf" as typeof mark.pupilId, givenName: "Zoé" };

let world: { store: ReturnType<typeof openNoticeStore>; erasures: ReturnType<typeof openErasureStore> };
beforeEach(async () => {
  const table = openTable(await freshTable(notices));
  world = { store: openNoticeStore(table), erasures: openErasureStore(table) };
  for (const [told, guardianId] of [
    [mark, MOTHER],
    [zoe, MOTHER],
    [mark, OTHER],
  ] as const)
    await world.store.record(noticeOf(register, told, guardianId));
});
const erase = (changes: object) =>
  erasePerson(personErasedV1.schema.parse({ ...personErasedV1.example, ...changes }), world);
const namesTo = async (guardianId: string) =>
  (await world.store.noticesOf({ schoolId: register.schoolId, schoolYear: 2026, guardianId }, { limit: 10 })).items.map(
    ({ pupilName }) => pupilName,
  );

describe("the notices", () => {
  it("of a pupil who is erased go from their adults, who keep those of their other children", async () => {
    await erase({ personId: mark.pupilId, relatedIds: [MOTHER, OTHER] });
    expect(await namesTo(MOTHER)).toEqual(["Zoé"]);
    expect(await namesTo(OTHER)).toEqual([]);
  });

  it("of an adult who is erased go, and theirs alone", async () => {
    await erase({ personId: MOTHER, relatedIds: [mark.pupilId] });
    expect(await namesTo(MOTHER)).toEqual([]);
    expect(await namesTo(OTHER)).toEqual([mark.givenName]);
  });
});
