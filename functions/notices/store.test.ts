import { LostRace, openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { notices } from "./manifest.ts";
import { openNewsStore } from "./news-store.ts";
import { type NoticeStore, openNoticeStore } from "./store.ts";
import { aNotice } from "./testing/a-notice.ts";

const year = { schoolId: "0990001N", schoolYear: 2026 };
const mother = { ...year, guardianId: "per_0000000000001" };

let store: NoticeStore;
let news: ReturnType<typeof openNewsStore>;
beforeAll(async () => {
  const table = openTable(await freshTable(notices));
  store = openNoticeStore(table);
  news = openNewsStore(table);
});

describe("the notices of a guardian", () => {
  it("change one after the other: whoever read an older state is told so", async () => {
    const notice = aNotice(mother.guardianId);
    await store.keep(notice);
    await expect(store.keep(notice)).rejects.toThrow(LostRace);
    await store.keep({ ...notice, revision: 2, seen: 2 });
    await expect(store.keep({ ...notice, revision: 2 })).rejects.toThrow(LostRace);
    expect(await store.noticesOn(mother, notice.day)).toEqual([{ ...notice, revision: 2, seen: 2 }]);
  });

  it("are read a page at a time, the latest half-day first, within half a read unit for 5", async () => {
    const guardianId = "per_0000000000005";
    const days = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"];
    await Promise.all(days.map((day) => store.keep(aNotice(guardianId, { day }))));
    await store.keep(aNotice(guardianId, { half: "afternoon", day: "2026-11-26" }));
    resetCapacity();
    const first = await store.noticesOf({ ...year, guardianId }, { limit: 5 });
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
    const inOrder = ["26 afternoon", "26 morning", "25 morning", "24 morning", "23 morning"];
    const shown = (items: typeof first.items) => items.map(({ day, half }) => `${day.slice(-2)} ${half}`);
    expect(shown(first.items)).toEqual(inOrder);
    const page = await store.noticesOf({ ...year, guardianId }, { limit: 3 });
    const rest = await store.noticesOf({ ...year, guardianId }, { limit: 3, cursor: page.cursor });
    expect(shown([...page.items, ...rest.items])).toEqual(inOrder);
  });

  it("cost one write unit each", async () => {
    resetCapacity();
    await store.keep(aNotice("per_0000000000006"));
    expect(readCapacity()).toMatchObject({ wru: 1, roundTrips: 1 });
  });
});

describe("the guardians of a class", () => {
  const sixthA = { ...year, classId: "aud_7k2mq4x9d0abc" };

  it("are those of the latest roster, whatever the order of arrival", async () => {
    await store.keepGuardians({ ...sixthA, version: 2, guardians: { per_child: ["per_mother", "per_father"] } });
    await store.keepGuardians({ ...sixthA, version: 1, guardians: { per_child: ["per_mother"] } });
    expect(await store.guardiansOf(sixthA)).toEqual({ per_child: ["per_mother", "per_father"] });
  });

  it("are an error while the roster is on its way, so that the queue tries again", async () => {
    await expect(store.guardiansOf({ ...sixthA, classId: "aud_0000000000000" })).rejects.toThrow("not known yet");
  });
});

describe("the news of a school's day", () => {
  const line = (pupilId: string) => ({
    ...year,
    pupilId,
    day: "2026-11-23",
    givenName: "Nina",
    className: "6A",
    told: [],
  });

  it("are kept whatever is written at the same time", async () => {
    const key = line("per_0000000000001");
    await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        news.change(key, (known) => ({
          ...(known ?? { ...key, revision: 0 }),
          revision: (known?.revision ?? 0) + 1,
          className: `${known?.className ?? ""}${index}`,
        })),
      ),
    );
    const [found] = await news.newsOfPupil(key, ["2026-11-23", "2026-11-24"]);
    expect(found).toMatchObject({ revision: 5 });
    expect([...(found?.className ?? "")].sort().join("")).toBe("01234");
  });

  it("cost a read unit and a write unit a change", async () => {
    const key = line("per_0000000000002");
    resetCapacity();
    await news.change(key, () => ({ ...key, revision: 1 }));
    expect(readCapacity()).toMatchObject({ rru: 1, wru: 1 });
  });

  it("are written only when they change", async () => {
    resetCapacity();
    await news.change(line("per_0000000000001"), (known) => known ?? { ...line("per_0000000000001"), revision: 1 });
    expect(readCapacity().wru).toBe(0);
  });

  it("of a hundred pupils cost nine read units in one round trip of eight", async () => {
    const day = "2026-11-24";
    for (let index = 0; index < 100; index += 1) {
      const pupilId = `per_${String(index * 7919).padStart(13, "0")}`;
      const told = [{ guardianId: mother.guardianId, half: "morning" as const }] as never;
      await news.change({ ...line(pupilId), day }, () => ({ ...line(pupilId), day, told, revision: 1 }));
    }
    resetCapacity();
    expect(await news.newsOfDay(year, day)).toHaveLength(100);
    expect(readCapacity().rru).toBeLessThanOrEqual(9);
    expect(readCapacity().roundTrips).toBeLessThanOrEqual(4);
  });
});
