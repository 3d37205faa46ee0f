import { EVERY_WEEK, packSlot, type Slot } from "@preau/calendar";
import type { AudienceId, LessonId, PersonId, SchoolId } from "@preau/contract";
import { principalOf } from "@preau/policy";
import type { Call } from "@preau/runtime";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import type { Card } from "./child.ts";
import type { homeContract } from "./contract.ts";
import type { KeptSlots } from "./day-store.ts";
import { calledKey, cardKey, changeKey, noticeKey, type Owner, partitionOf, slotsKey } from "./keys.ts";
import { home } from "./manifest.ts";
import { readHome } from "./read-home.ts";
import { type HomeStore, openHomeStore } from "./store.ts";

const COLLEGE = "0990001N" as SchoolId;
const LYCEE = "0990002P" as SchoolId;
const MOTHER = "per_0000000mother";
const TEACHER = "per_000000teacher";
const DAY = "2026-11-23";

let store: HomeStore;

const keepMonday = (holder: Owner, view: KeptSlots["view"]) => store.keepSlots([{ owner: holder, weekday: 1, view }]);
const give = (holder: Owner, card: Card) => store.keepCards([{ owner: holder, member: true, card }], new Date());
const takeBack = (holder: Owner, card: Card) => store.keepCards([{ owner: holder, member: false, card }], new Date());
beforeAll(async () => {
  store = openHomeStore(openTable(await freshTable(home)));
});

const owner = (schoolId: string, kind: Owner["kind"], id: string): Owner => ({ schoolId, schoolYear: 2026, kind, id });

/** Eight lessons of a believable length. */
const eightSlots = (audienceId: string) =>
  [8, 9, 10, 11, 13, 14, 15, 16].map((hour) =>
    packSlot({
      key: `slot${String(hour).padStart(2, "0")}`,
      weekday: 1,
      start: `${String(hour).padStart(2, "0")}:00`,
      minutes: 55,
      weeks: EVERY_WEEK,
      subject: { code: "HISTOIRE-GEO", label: "Histoire-géographie-EMC" },
      teachers: [{ id: TEACHER, name: "Solène BRIAC-LEVASSEUR" }],
      audiences: [{ id: audienceId, code: "6A" }],
      room: { id: "roo_0000000000b12", label: "B12 - sciences" },
    } as unknown as Slot),
  );

const lessonOf = (audienceId: string, hour: string, day: string) =>
  `les_${audienceId.slice(4)}slot${hour}_${day.replaceAll("-", "")}` as LessonId;

const noticeOf = (schoolId: SchoolId, pupilId: PersonId, day: string) => ({
  noticeId: `not_0000000000nina_${day.replaceAll("-", "")}m`,
  schoolId,
  pupilId,
  kind: "absence" as const,
  state: "told" as const,
  day,
  half: "morning" as const,
  message:
    "Absence signalée pour Nina lundi 23 novembre de 08:00 à 08:55 (Histoire-géographie-EMC), en cours de vérification par l’établissement.",
  acknowledged: false,
});

/** A child in a class and a group of a school, with three cancelled lessons, ten notices, and the class's full Monday. */
const settle = async (schoolId: SchoolId, pupilId: PersonId) => {
  const classId = `aud_class${schoolId}` as AudienceId;
  const groupId = `aud_group${schoolId}` as AudienceId;
  const mother = owner(schoolId, "PERSON", MOTHER);
  const pupil = { givenName: "Nina", familyName: "MARLOW", className: "6A" };
  await give(mother, { pupilId, audienceId: classId, version: 1, pupil });
  await give(mother, { pupilId, audienceId: groupId, version: 1 });
  for (const id of [classId, groupId])
    await keepMonday(owner(schoolId, "CLASS", classId), { viewId: id, version: 1, slots: eightSlots(id) });
  for (const hour of ["08", "09", "10"]) {
    const change = { lessonId: lessonOf(classId, hour, DAY), day: DAY, version: 1, status: "cancelled" as const };
    await store.keepChange(owner(schoolId, "CLASS", classId), { ...change, label: "Professeur absent" });
  }
  for (let date = 10; date < 20; date += 1)
    await store.keepNotice(mother, noticeOf(schoolId, pupilId, `2026-11-${date}`), 1);
};

const open = async (claims: { memberships: string; children?: string }) => {
  const call = { principal: principalOf({ sub: "acc_1", ...claims }) } as Call<typeof homeContract.routes.readHome>;
  resetCapacity();
  const { body } = await readHome(call, { store, now: () => new Date(`${DAY}T06:55:00Z`) });
  return { body, ...readCapacity() };
};

describe("the keys of the first screen", () => {
  it("begin with the school, its year and a class or a person", () =>
    expect(partitionOf(owner(COLLEGE, "PERSON", MOTHER))).toBe(`SCHOOL#0990001N#2026#PERSON#${MOTHER}`));

  it("put a day together, and a family's cards right after its notices", () => {
    expect(slotsKey(1, "aud_x")).toBe("DAY#1#SLOTS#aud_x");
    expect(changeKey(DAY, "les_x")).toBe("DAY#1#CHANGE#2026-11-23#les_x");
    expect(calledKey(DAY, "les_x")).toBe("DAY#1#CALLED#2026-11-23#les_x");
    expect(noticeKey({ day: DAY, half: "morning", pupilId: "per_x" })).toBe("NOTICE#2026-11-23#1#per_x");
    expect(cardKey("per_x", "aud_x")).toBe("PUPIL#per_x#aud_x");
  });
});

describe("an event that arrives late", () => {
  const family = { schoolId: "0990004T", schoolYear: 2026, personId: MOTHER };
  const mother = owner("0990004T", "PERSON", MOTHER);
  const key = { pupilId: "per_000000000nina" as PersonId, audienceId: "aud_0000000000006" as AudienceId };
  const pupil = { givenName: "Nina", familyName: "MARLOW", className: "6A" };

  it("changes neither a card nor a notice of a later state", async () => {
    await give(mother, { ...key, version: 2, pupil: { ...pupil, className: "6B" } });
    await give(mother, { ...key, version: 1, pupil });
    await takeBack(mother, { ...key, version: 1 });
    const notice = noticeOf(COLLEGE, key.pupilId, DAY);
    await store.keepNotice(mother, { ...notice, state: "withdrawn" }, 2);
    expect(await store.keepNotice(mother, notice, 1)).toBe(false);
    const { cards, notices } = await store.family(family);
    expect([cards[0]?.pupil?.className, notices[0]?.state]).toEqual(["6B", "withdrawn"]);
  });

  it("does not bring back a card that was taken away", async () => {
    await takeBack(mother, { ...key, version: 3 });
    await give(mother, { ...key, version: 2, pupil });
    expect((await store.family(family)).cards).toEqual([]);
  });
});

describe("the price of the first screen", () => {
  it("for a parent of two, in two schools, is three read units at most in two rounds", async () => {
    await settle(COLLEGE, "per_000000000nina" as PersonId);
    await settle(LYCEE, "per_0000000000zoe" as PersonId);
    const { body, rru, roundTrips } = await open({
      memberships: `${COLLEGE}:guardian:${MOTHER} ${LYCEE}:guardian:${MOTHER}`,
      children: `${COLLEGE}:per_000000000nina ${LYCEE}:per_0000000000zoe`,
    });
    expect(body.children.map(({ lessons, notices }) => [lessons.length, notices.length])).toEqual([
      [16, 5],
      [16, 5],
    ]);
    expect(body.children[0]?.lessons.filter(({ status }) => status === "cancelled")).toHaveLength(3);
    expect(body.children[0]?.notices[0]?.day).toBe("2026-11-19");
    expect(rru).toBeLessThanOrEqual(3);
    expect(roundTrips).toBeLessThanOrEqual(2);
  });

  it("for a teacher of two schools is one read unit in one round", async () => {
    for (const schoolId of [COLLEGE, LYCEE]) {
      const teacher = owner(schoolId, "PERSON", TEACHER);
      await keepMonday(teacher, { viewId: TEACHER, version: 1, slots: eightSlots("aud_0000000000006") });
      const lessonId = lessonOf("aud_0000000000006", "08", DAY);
      await store.keepCall(teacher, DAY, { lessonId, version: 1, absentCount: 2, lateCount: 0 });
    }
    const { body, rru, roundTrips } = await open({
      memberships: `${COLLEGE}:teacher:${TEACHER} ${LYCEE}:teacher:${TEACHER}`,
    });
    expect(body.lessons.map(({ rollCall }) => rollCall).slice(0, 3)).toEqual(["done", "done", "to-do"]);
    expect({ rru, roundTrips }).toEqual({ rru: 1, roundTrips: 1 });
  });

  it("a class's whole Monday, with its groups and exceptions, stays under 4 KiB", async () => {
    resetCapacity();
    const page = await store.day(owner(COLLEGE, "CLASS", `aud_class${COLLEGE}`), 1);
    expect(page.slots.flatMap((view) => view.slots)).toHaveLength(16);
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
  });

  it("is paid for when events arrive: two write units a KiB of lessons, and four for the roster of a class of 35", async () => {
    const classroom = owner(COLLEGE, "CLASS", "aud_0000000000007");
    resetCapacity();
    await keepMonday(classroom, {
      viewId: "aud_0000000000007",
      version: 1,
      slots: eightSlots("aud_0000000000007"),
    });
    expect(readCapacity().wru).toBeLessThanOrEqual(4);
    const key = { schoolId: COLLEGE, schoolYear: 2026, audienceId: "aud_0000000000007" as AudienceId };
    const holders = Array.from({ length: 105 }, (_, n) => `per_${String(n).padStart(13, "0")} per_000000000nina`);
    resetCapacity();
    await store.keepRoster(key, { version: 1, holders }, undefined);
    expect(readCapacity().wru).toBeLessThanOrEqual(4);
    resetCapacity();
    expect((await store.roster(key))?.holders).toHaveLength(105);
    expect(readCapacity().rru).toBeLessThanOrEqual(1);
  });

  it("does not grow with the absences of a child", async () => {
    const family = { schoolId: "0990003R", schoolYear: 2026, personId: MOTHER };
    const mother = owner("0990003R", "PERSON", MOTHER);
    const pupilId = "per_000000000nina" as PersonId;
    await give(mother, { pupilId, audienceId: "aud_0000000000006" as AudienceId, version: 1 });
    for (let n = 0; n < 60; n += 1) {
      const day = `2026-${String(9 + Math.floor(n / 28)).padStart(2, "0")}-${String(1 + (n % 28)).padStart(2, "0")}`;
      await store.keepNotice(mother, noticeOf(COLLEGE, pupilId, day), 1);
    }
    resetCapacity();
    const { cards, notices } = await store.family(family);
    expect(readCapacity().rru).toBeLessThanOrEqual(1.5);
    expect(cards).toHaveLength(1);
    expect([notices.length, notices[0]?.day]).toEqual([29, "2026-11-04"]);
  });
});
