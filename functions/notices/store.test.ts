import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { notices } from "./manifest.ts";
import { noticeOf, type Register } from "./notice.ts";
import { type NoticeStore, openNoticeStore } from "./store.ts";

const register = registerSubmittedV1.schema.parse(registerSubmittedV1.example);
const mother = { schoolId: "0990001N", schoolYear: 2026, guardianId: "per_0000000000001" };

const noticeFor = (
  guardianId: string,
  changes: Partial<Register> = {},
  status: "absent" | "late" | "present" = "absent",
) => {
  const [mark] = register.marks;
  if (mark === undefined) throw new Error("the example has a mark");
  return noticeOf({ ...register, ...changes }, { ...mark, status }, guardianId);
};

let store: NoticeStore;
beforeAll(async () => {
  store = openNoticeStore(openTable(await freshTable(notices)));
});

const read = async (guardianId: string) => (await store.noticesOf({ ...mother, guardianId }, { limit: 25 })).items;

describe("the notices of a guardian", () => {
  it("are recorded once, however often the register arrives", async () => {
    const notice = noticeFor("per_0000000000001");
    expect(await store.record(notice)).toBe(true);
    expect(await store.record(notice)).toBe(false);
    expect(await read("per_0000000000001")).toEqual([notice]);
  });

  it("are withdrawn by a correction", async () => {
    await store.record(noticeFor("per_0000000000002"));
    await store.withdraw(noticeFor("per_0000000000002", { version: 2 }, "present"));
    expect(await read("per_0000000000002")).toMatchObject([{ state: "withdrawn", version: 2, kind: "absence" }]);
  });

  it("never show an absence whose correction arrived first", async () => {
    await store.withdraw(noticeFor("per_0000000000003", { version: 2 }, "present"));
    expect(await store.record(noticeFor("per_0000000000003"))).toBe(false);
    expect(await read("per_0000000000003")).toEqual([]);
  });

  it("come back when a corrected pupil is marked again", async () => {
    await store.record(noticeFor("per_0000000000004"));
    await store.withdraw(noticeFor("per_0000000000004", { version: 2 }, "present"));
    await store.record(noticeFor("per_0000000000004", { version: 3 }, "late"));
    expect(await read("per_0000000000004")).toMatchObject([{ state: "waiting", kind: "lateness", version: 3 }]);
  });

  it("are read a page at a time, the latest first, within half a read unit for 5", async () => {
    const guardianId = "per_0000000000005";
    const days = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"];
    await Promise.all(days.map((day) => store.record(noticeFor(guardianId, { day }))));
    resetCapacity();
    const first = await store.noticesOf({ ...mother, guardianId }, { limit: 5 });
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
    expect(first.items.map((notice) => notice.lesson.day)).toEqual([...days].reverse());
    const page = await store.noticesOf({ ...mother, guardianId }, { limit: 3 });
    const rest = await store.noticesOf({ ...mother, guardianId }, { limit: 3, cursor: page.cursor });
    expect([...page.items, ...rest.items].map((notice) => notice.lesson.day)).toEqual([...days].reverse());
  });

  it("cost one write unit each", async () => {
    resetCapacity();
    await store.record(noticeFor("per_0000000000006"));
    expect(readCapacity()).toMatchObject({ wru: 1, roundTrips: 1 });
  });
});

describe("the guardians of a class", () => {
  const sixthA = { schoolId: "0990001N", schoolYear: 2026, classId: "aud_7k2mq4x9d0abc" };

  it("are those of the latest roster, whatever the order of arrival", async () => {
    await store.keepGuardians({ ...sixthA, version: 2, guardians: { per_child: ["per_mother", "per_father"] } });
    await store.keepGuardians({ ...sixthA, version: 1, guardians: { per_child: ["per_mother"] } });
    expect(await store.guardiansOf(sixthA)).toEqual({ per_child: ["per_mother", "per_father"] });
  });

  it("are an error while the roster is on its way, so that the queue tries again", async () => {
    await expect(store.guardiansOf({ ...sixthA, classId: "aud_0000000000000" })).rejects.toThrow("not known yet");
  });
});
