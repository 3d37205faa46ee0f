import { openTable } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { notices } from "./manifest.ts";
import { withNotice } from "./news.ts";
import { openNewsStore } from "./news-store.ts";
import { openNoticeStore } from "./store.ts";
import { aNotice } from "./testing/a-notice.ts";

const MOTHER = "per_0k2mq4x9d0abd";
const OTHER = "per_0k2mq4x9d0abe";
const NINA = "per_7k2mq4x9d0abc";
const ZOE = "per_0k2mq4x9d0abf";
const year = { schoolId: "0990001N", schoolYear: 2026 };
const day = "2026-11-23";

let world: Pick<Parameters<typeof erasePerson>[1], "erasures"> & {
  store: ReturnType<typeof openNoticeStore>;
  news: ReturnType<typeof openNewsStore>;
};
beforeEach(async () => {
  const table = openTable(await freshTable(notices));
  world = { store: openNoticeStore(table), news: openNewsStore(table), erasures: openErasureStore(table) };
  for (const [pupilId, guardianId] of [
    [NINA, MOTHER],
    [ZOE, MOTHER],
    [NINA, OTHER],
  ] as const) {
    const notice = aNotice(guardianId, { pupilId, pupilName: pupilId === NINA ? "Nina" : "Zoé" });
    await world.store.keep(notice);
    await world.news.change(notice, (line) => withNotice(line, notice));
  }
});
const erase = (changes: object) =>
  erasePerson(personErasedV1.schema.parse({ ...personErasedV1.example, ...changes }), world);
const namesTo = async (guardianId: string) =>
  (await world.store.noticesOf({ ...year, guardianId }, { limit: 10 })).items.map(({ pupilName }) => pupilName);
const toldOf = async (pupilId: string) =>
  (await world.news.newsOfPupil({ ...year, pupilId }, [day])).flatMap(({ told }) => told.map((one) => one.guardianId));

describe("the notices", () => {
  it("of a pupil who is erased go from their adults, who keep those of their other children", async () => {
    await erase({ personId: NINA, relatedIds: [MOTHER, OTHER] });
    expect(await namesTo(MOTHER)).toEqual(["Zoé"]);
    expect(await namesTo(OTHER)).toEqual([]);
    expect([await toldOf(NINA), await toldOf(ZOE)]).toEqual([[], [MOTHER]]);
  });

  it("of an adult who is erased go, and theirs alone", async () => {
    await erase({ personId: MOTHER, relatedIds: [NINA, ZOE] });
    expect(await namesTo(MOTHER)).toEqual([]);
    expect(await namesTo(OTHER)).toEqual(["Nina"]);
    expect([await toldOf(NINA), await toldOf(ZOE)]).toEqual([[OTHER], []]);
  });

  it("that are newer than the erasure stay", async () => {
    await erase({ personId: MOTHER, relatedIds: [NINA, ZOE], erasedAt: "2026-11-22T02:30:00.000Z" });
    expect(await namesTo(MOTHER)).toHaveLength(2);
    expect(await toldOf(ZOE)).toEqual([MOTHER]);
  });
});
